namespace Evenhand.Ledger;

/// <summary>How a backup is restored.</summary>
public sealed record Restoring
{
    /// <summary>Whether a ledger that is there is set aside; else it is refused.</summary>
    public bool Replace { get; init; }

    /// <summary>Told how many segments of the backup are verified, of how many.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>Keeps others from the folder until all is done; called once the backup was found sound.</summary>
    public Func<IDisposable>? Hold { get; init; }

    /// <summary>Given the folder of the copy before it takes its place: what is appended there is part of the restored ledger.</summary>
    public Action<string>? Settle { get; init; }
}
