namespace Evenhand.Ledger;

/// <summary>What whoever meets a damaged ledger can do.</summary>
internal static class WayOut
{
    /// <summary>The two ways, in a sentence.</summary>
    public const string Text =
        "Stop the server, then either restore a backup, or run `evenhand verify --data DIR --cut`, which keeps the"
        + " damaged file beside and leaves a sound ledger of what came before the damage";
}
