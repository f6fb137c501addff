using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Where an account has copies of what it stores made to, as whoever looks may see it.</summary>
/// <param name="At">The page's address.</param>
/// <param name="Targets">The targets, by name.</param>
/// <param name="Kinds">The kinds that the account may have.</param>
public sealed record TargetsSheet(
    string At,
    IReadOnlyList<TargetItem> Targets,
    IReadOnlyList<TargetKindItem> Kinds
)
{
    /// <summary>The kind of which one is being set up; null for none.</summary>
    public TargetKindItem? Kind { get; init; }

    /// <summary>Whether whoever looks may set targets, try them and take them away.</summary>
    public bool MayAct { get; init; }
}
