using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Viewing;

/// <summary>The limit that an account may set for itself, and how it is set.</summary>
/// <param name="Name">The name by which it is set; null where the policy in force has none.</param>
/// <param name="Unit">The unit of the amount; empty where there is none.</param>
/// <param name="Amount">How it is set, in whole units; null while it is not.</param>
public sealed record LimitFigures(string? Name, string Unit, long? Amount)
{
    internal static LimitFigures Of(AccountState state)
    {
        if (state.Policy.Cap is not { } cap)
            return new LimitFigures(null, "", null);
        var unit = state.Policy.Meters.At(state.Policy.Covers.At(cap.Cover).Meter).Unit;
        return new LimitFigures(
            cap.SetAs,
            unit.Name,
            state.Cap!.Limit is { } limit ? (long)(limit / unit.Factor) : null
        );
    }
}
