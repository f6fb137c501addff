using Evenhand.Core.Stream;
using Evenhand.Node.Accounts;

namespace Evenhand.Node.Ingest;

/// <summary>
/// The names of accounts and sources that parsed records refer to by number. When there are too many a new set begins;
/// batches that refer to the old one keep it for as long as they live, so hostile names cannot fill the memory.
/// </summary>
internal sealed class ParsedNames(long seed)
{
    /// <summary>Names of one set before the next begins.</summary>
    public const int Most = 200_000;

    private DoorPlate?[] served = new DoorPlate?[1024];

    /// <summary>Names of accounts.</summary>
    public NameTable Accounts { get; } = new(seed);

    /// <summary>Names of sources.</summary>
    public NameTable Sources { get; } = new(seed);

    /// <summary>Whether a new set is due.</summary>
    public bool IsFull => Accounts.Count + Sources.Count > Most;

    /// <summary>The door of a number's account as it was last looked up; null where it is to be looked up. For one thread.</summary>
    public Door? Served(int number) => number < served.Length ? served[number]?.Door : null;

    /// <summary>Notes whose door a number is. For the same thread.</summary>
    public void Note(int number, Door door)
    {
        if (number >= served.Length)
            Array.Resize(ref served, Math.Max(served.Length * 2, number + 1));
        served[number] = door.Plate;
    }
}
