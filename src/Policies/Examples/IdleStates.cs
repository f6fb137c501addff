using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Examples;

/// <summary>The states that are opened and closed, and that nothing asks for.</summary>
internal static class IdleStates
{
    /// <summary>The states that no rule looks at.</summary>
    public static IEnumerable<(TypedClause Clause, Part Part)> Of(
        TypedPolicy policy,
        PolicyVersion version
    ) => policy.Parts("state").Where(each => !IsRead(version, each.Part.Get<string>("name")));

    private static bool IsRead(PolicyVersion version, string state)
    {
        var place = version.States.First(each => each.Name == state).Place;
        return Circumstances(version)
                .SelectMany(each => each.When.Concat(each.Unless))
                .Any(each =>
                    each.Kind is CircumstanceKind.StateOpen or CircumstanceKind.StateEmpty
                    && each.Index == place.Index
                ) || version.Covers.OfType<Free>().Any(free => free.OnceWhile == place);
    }

    private static IEnumerable<Circumstances> Circumstances(PolicyVersion version) =>
        version
            .Meters.OfType<FlowMeter>()
            .Select(meter => meter.While)
            .Concat(version.Gates.Select(gate => gate.Circumstances))
            .Concat(version.Covers.Select(cover => cover.While));
}
