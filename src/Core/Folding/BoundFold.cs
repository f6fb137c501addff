using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>Holds single acts against their bounds.</summary>
internal static class BoundFold
{
    /// <summary>Opens a case for an act that fails a bound.</summary>
    public static void Judge(in Act act)
    {
        foreach (var bound in act.Rules.Bounds)
            if (bound.OpensCase && act.IsAmong(bound.Acts) && Fault(act, bound) is { } fault)
                Judging.OpenCase(
                    act.State,
                    bound.Clause,
                    act.Time,
                    fault with
                    {
                        Figures = fault.Figures.Insert(
                            0,
                            new NamedFigure(NamedFigure.Act, act.Rules.Type.Name)
                        ),
                    }
                );
    }

    /// <summary>Why an act fails a bound; null when it passes, or is excepted.</summary>
    public static Facts? Fault(in Act act, ActBound bound)
    {
        if (act.State.Waivers.At(bound.Clause, act.Time) is { Amount: null })
            return null;
        return bound.Test switch
        {
            ActTest.AtMost test => AtMost(act, bound, test),
            ActTest.FitsWithin test => FitsWithin(act, test),
            ActTest.StartsWith test => StartsWith(act, test),
            _ => throw new InvalidOperationException($"a bound of no known kind: {bound.Test}"),
        };
    }

    /// <summary>The figure of a bound for an act, in base units; an exception may give another. Null when there is none.</summary>
    public static decimal? Most(in Act act, ActBound bound, ActTest.AtMost test)
    {
        if (act.State.Waivers.At(bound.Clause, act.Time) is not { } waiver)
            return Figures.Now(act.State, test.Figure, 0, act.Time);
        var slot = act.Rules.Type.Slot(test.Field);
        return slot < 0 ? null : waiver.Amount * act.Rules.Type.Fields[slot].Unit!.Factor;
    }

    private static Facts? AtMost(in Act act, ActBound bound, ActTest.AtMost test)
    {
        var slot = act.Rules.Type.Slot(test.Field);
        if (slot < 0 || !act.Event.Has(slot))
            return null;
        var value = act.Event[slot];
        if (Most(act, bound, test) is not { } most || value <= most)
            return null;
        var unit = act.Rules.Type.Fields[slot].Unit!;
        return new Facts(
            FactKind.TooMuch,
            [
                new NamedFigure(NamedFigure.Field, test.Field),
                Printed.As(NamedFigure.Said, value, unit),
                Printed.As(NamedFigure.Limit, most, unit),
            ]
        );
    }

    private static Facts? FitsWithin(in Act act, ActTest.FitsWithin test)
    {
        Span<long> sizes = stackalloc long[test.Fields.Length];
        var count = 0;
        foreach (var field in test.Fields)
            if (act.Rules.Type.Slot(field) is var slot and >= 0 && act.Event.Has(slot))
                sizes[count++] = act.Event[slot];
        Span<long> bounds = stackalloc long[test.Bounds.Length];
        test.Bounds.CopyTo(bounds);
        sizes = sizes[..count];
        sizes.Sort();
        bounds.Sort();
        for (var i = 1; i <= count; i++)
            if (sizes[^i] > bounds[^i])
                return new Facts(
                    FactKind.TooLarge,
                    [
                        Printed.As(NamedFigure.Said, sizes[^i], Unit.One),
                        Printed.As(NamedFigure.Limit, bounds[^i], Unit.One),
                    ]
                );
        return null;
    }

    private static Facts? StartsWith(in Act act, ActTest.StartsWith test)
    {
        foreach (var field in test.Fields)
        {
            var slot = act.Rules.Type.Slot(field);
            if (
                slot < 0
                || !act.Event.Has(slot)
                || Begins(act.State.Shared.Symbols.Bytes(act.Event[slot]), test.Utf8Prefixes)
            )
                continue;
            return new Facts(
                FactKind.BeginsOtherwise,
                [
                    new NamedFigure(NamedFigure.Field, field),
                    new NamedFigure(
                        NamedFigure.Said,
                        act.State.Shared.Symbols.Text(act.Event[slot])
                    ),
                    new NamedFigure(NamedFigure.Prefixes, string.Join(", ", test.Prefixes)),
                ]
            );
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
