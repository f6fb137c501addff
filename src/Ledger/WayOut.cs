namespace Evenhand.Ledger;

/// <summary>What whoever meets a damaged ledger can do, which depends on what keeps it.</summary>
/// <param name="Text">The ways, in a sentence.</param>
internal sealed record WayOut(string Text)
{
    /// <summary>Of a file.</summary>
    public static readonly WayOut OfFile = new(
        "Stop the server, then either restore a backup, or run `evenhand verify --data DIR --cut`, which keeps the"
            + " damaged file beside and leaves a sound ledger of what came before the damage"
    );

    /// <summary>Of a database.</summary>
    public static readonly WayOut OfDatabase = new(
        "Stop the server, and restore the database from a dump or a standby; `evenhand verify` says how far it is sound, and whose"
            + " records come after that"
    );

    /// <summary>Damage, told with the way out.</summary>
    public DamagedLedgerException Damage(string what, Exception? cause = null) =>
        new($"{what}. {Text}", cause);

    /// <summary>The same of a segment.</summary>
    public DamagedLedgerException Damage(long segment, string what) =>
        Damage($"segment {segment} {what}");
}
