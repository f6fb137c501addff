using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Holds single acts against their bounds.</summary>
internal static class BoundFold
{
    /// <summary>Opens a case for an act that fails a bound.</summary>
    public static void Judge(AccountState state, TypeRules rules, Event e, ThingEntry? thing)
    {
        foreach (var bound in rules.Bounds)
            if (
                bound.OpensCase
                && Matching.Any(bound.Acts, e, thing)
                && Fault(state, rules, bound, e) is { } fault
            )
                Judging.OpenCase(
                    state,
                    bound.Clause,
                    e.Time,
                    [("act", rules.Type.Name)],
                    $"{fault}."
                );
    }

    /// <summary>Why an act fails a bound; null when it passes, or is excepted.</summary>
    public static string? Fault(AccountState state, TypeRules rules, ActBound bound, Event e)
    {
        var waiver = state.Waivers.At(bound.Clause, e.Time);
        if (waiver is { Amount: null })
            return null;
        return bound.Test switch
        {
            ActTest.AtMost test => AtMost(state, rules, test, waiver?.Amount, e),
            ActTest.FitsWithin test => FitsWithin(rules, test, e),
            ActTest.StartsWith test => StartsWith(state, rules, test, e),
            _ => throw new InvalidOperationException($"a bound of no known kind: {bound.Test}"),
        };
    }

    private static string? AtMost(
        AccountState state,
        TypeRules rules,
        ActTest.AtMost test,
        decimal? excepted,
        Event e
    )
    {
        var slot = rules.Type.Slot(test.Field);
        if (slot < 0 || !e.Has(slot))
            return null;
        var unit = rules.Type.Fields[slot].Unit!;
        var most = excepted * unit.Factor ?? Figures.Now(state, test.Figure, 0, e.Time);
        if (most is null || e[slot] <= most)
            return null;
        return $"{test.Field}: {Shown.Of(e[slot], unit)}, and at most {Shown.Of(most.Value, unit)} are taken";
    }

    private static string? FitsWithin(TypeRules rules, ActTest.FitsWithin test, Event e)
    {
        Span<long> sizes = stackalloc long[test.Fields.Length];
        var count = 0;
        foreach (var field in test.Fields)
            if (rules.Type.Slot(field) is var slot and >= 0 && e.Has(slot))
                sizes[count++] = e[slot];
        Span<long> bounds = stackalloc long[test.Bounds.Length];
        test.Bounds.CopyTo(bounds);
        sizes = sizes[..count];
        sizes.Sort();
        bounds.Sort();
        for (var i = 1; i <= count; i++)
            if (sizes[^i] > bounds[^i])
                return $"{sizes[^i]} is more than {bounds[^i]}, whichever way it is turned";
        return null;
    }

    private static string? StartsWith(
        AccountState state,
        TypeRules rules,
        ActTest.StartsWith test,
        Event e
    )
    {
        foreach (var field in test.Fields)
        {
            var slot = rules.Type.Slot(field);
            if (
                slot < 0
                || !e.Has(slot)
                || Begins(state.Shared.Symbols.Bytes(e[slot]), test.Utf8Prefixes)
            )
                continue;
            return $"{field} {state.Shared.Symbols.Text(e[slot])} begins with none of {string.Join(", ", test.Prefixes)}";
        }
        return null;
    }

    private static bool Begins(ReadOnlySpan<byte> text, byte[][] prefixes)
    {
        foreach (var prefix in prefixes)
            if (text.StartsWith(prefix))
                return true;
        return false;
    }
}
