namespace Evenhand.Ledger;

/// <summary>How an embedded ledger is opened.</summary>
public sealed record LedgerOpening
{
    /// <summary>How many slices are remembered, at about 20 bytes each, before they are filed; at least 1.</summary>
    public int SlicesInMemory { get; init; } = 250_000;

    /// <summary>
    /// Whether the ledger is held from now on: by a server, which answers from what it knows. Whoever held it before can append
    /// nothing more. A guest holds nothing: it looks, or appends what it decides on the spot, beside the holder.
    /// </summary>
    public bool Holds { get; init; }

    /// <summary>
    /// Whether a server that has the ledger is left alone, and this opening refused instead; of an embedded one the lock of its
    /// folder sees to that.
    /// </summary>
    public bool IsAlone { get; init; }

    /// <summary>Told what whoever runs the ledger should know: what was found, what is done, how far it has come.</summary>
    public Action<LedgerNote>? Told { get; init; }

    /// <summary>Whether an older ledger is copied before it is brought to this program's format; false only for a copy itself.</summary>
    public bool BackUpBeforeMigration { get; init; } = true;

    /// <summary>Whether it is being made by copying: what is lost with the machine is copied again.</summary>
    internal bool IsCopy { get; init; }

    internal void Tell(string text) => Told?.Invoke(new(false, text));

    internal void Warn(string? text)
    {
        if (text is not null)
            Told?.Invoke(new(true, text));
    }
}

/// <summary>What a ledger that is opened has to say, for people.</summary>
/// <param name="IsWarning">Whether somebody should see to it.</param>
/// <param name="Text">What it is, in a sentence without a full stop.</param>
public readonly record struct LedgerNote(bool IsWarning, string Text);
