using Evenhand.Core.Stream;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>
/// The names of accounts and sources that parsed records refer to by number. When there are too many a new set begins;
/// batches that refer to the old one keep it for as long as they live, so hostile names cannot fill the memory.
/// </summary>
internal sealed class ParsedNames(long seed)
{
    /// <summary>Names of one set before the next begins.</summary>
    public const int Most = 200_000;

    private string?[] texts = new string?[1024];

    /// <summary>Names of accounts.</summary>
    public NameTable Accounts { get; } = new(seed);

    /// <summary>Names of sources.</summary>
    public NameTable Sources { get; } = new(seed);

    /// <summary>Whether a new set is due.</summary>
    public bool IsFull => Accounts.Count + Sources.Count > Most;

    /// <summary>The account of a number, as one string however often it is asked for. For one thread.</summary>
    public string Account(int number)
    {
        if (number >= texts.Length)
            Array.Resize(ref texts, Math.Max(texts.Length * 2, number + 1));
        return texts[number] ??= Accounts.Text(number);
    }
}
