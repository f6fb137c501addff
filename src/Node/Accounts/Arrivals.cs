namespace Evenhand.Node.Accounts;

/// <summary>What arrives for an account while it is folded anew, to be counted after that.</summary>
internal struct Arrivals
{
    /// <summary>Bytes that may arrive meanwhile; more makes it stale once again.</summary>
    private const int MostBytes = 64 << 20;

    private List<byte[]>? records;
    private long bytes;

    /// <summary>Whether the fold is not as it is now, once it is made, and has to be made once again.</summary>
    public bool Outrun { get; set; }

    /// <summary>Whether it is being folded anew.</summary>
    public readonly bool AreAwaited => records is not null;

    /// <summary>Begins to take what arrives.</summary>
    public void Begin() => (records, bytes, Outrun) = ([], 0, false);

    /// <summary>Takes a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        bytes += record.Length;
        Outrun |= bytes > MostBytes;
        if (!Outrun)
            records!.Add(record.ToArray());
    }

    /// <summary>What arrived, each record an array of its own; null where it was not awaited. No more is taken.</summary>
    public IReadOnlyList<byte[]>? End()
    {
        var arrived = records;
        records = null;
        return arrived;
    }
}
