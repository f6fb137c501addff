using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Viewing;

/// <summary>The limit that an account may set for itself, and how it is set.</summary>
/// <param name="Name">The name by which it is set; null where the policy in force has none.</param>
/// <param name="Unit">The unit of the amount; empty where there is none.</param>
/// <param name="Amount">How it is set, in whole units; null while it is not.</param>
public sealed record LimitFigures(string? Name, string Unit, long? Amount)
{
    /// <summary>The unit in the plural; empty where there is none.</summary>
    public string Units { get; init; } = "";

    /// <summary>Whether it is reached.</summary>
    public bool IsReached { get; init; }

    /// <summary>The names of the automations that wait to be taken up again, in ordinal order.</summary>
    public ImmutableArray<string> Paused { get; init; } = [];

    /// <summary>The field that names an automation; null where the policy pauses none.</summary>
    public string? Automation { get; init; }

    /// <summary>The type of event that takes one up again; null where the policy pauses none.</summary>
    public string? Resumes { get; init; }

    internal static LimitFigures Of(AccountState state)
    {
        if (state.Policy.Cap is not { } cap)
            return new LimitFigures(null, "", null);
        var unit = state.Policy.Meters.At(state.Policy.Covers.At(cap.Cover).Meter).Unit;
        return new LimitFigures(
            cap.SetAs,
            unit.Name,
            state.Cap!.Limit is { } limit ? (long)(limit / unit.Factor) : null
        )
        {
            Units = unit.Plural,
            IsReached = state.Cap.WasReached,
            Paused =
            [
                .. state.Cap.Paused.Select(state.Shared.Symbols.Text).Order(StringComparer.Ordinal),
            ],
            Automation = cap.Pause?.Field,
            Resumes = cap.Pause is { } pause
                ? state.Policy.Catalogue.Types[pause.Resumes].Name
                : null,
        };
    }
}
