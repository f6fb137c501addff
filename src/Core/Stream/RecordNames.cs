namespace Evenhand.Core.Stream;

/// <summary>Gives the records of one parser their accounts, sources and keys. Not to be shared between threads.</summary>
/// <param name="accounts">Where accounts get their numbers.</param>
/// <param name="sources">Where sources get their numbers.</param>
/// <param name="seed">A secret that makes collisions hard to craft.</param>
internal sealed class RecordNames(NameTable accounts, NameTable sources, long seed)
{
    private readonly NameTable.Cache accounts = accounts.NewCache();
    private readonly NameTable.Cache sources = sources.NewCache();
    private int lastSource;
    private ulong lastKey;

    /// <summary>The number of an account.</summary>
    public int Account(ReadOnlySpan<byte> subject) => accounts.Intern(subject);

    /// <summary>Makes room for a record's head, and writes its id and its sequence behind it.</summary>
    public void Write(
        ref RecordHead head,
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> sequence,
        RecordWriter output
    )
    {
        var room = output.Room(RecordHead.Size + id.Length + sequence.Length)[RecordHead.Size..];
        id.CopyTo(room);
        sequence.CopyTo(room[id.Length..]);
        (head.IdLength, head.SequenceLength) = ((ushort)id.Length, (ushort)sequence.Length);
        head.Source = sources.Intern(source);
        if (head.Source != lastSource)
            (lastSource, lastKey) = (head.Source, RecordKey.OfSource(source, seed));
        head.Key = RecordKey.Of(id, lastKey);
    }
}
