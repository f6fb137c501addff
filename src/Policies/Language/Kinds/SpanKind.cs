using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;
using NodaTime;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A length of time; months only where the calendar can say how long they are.</summary>
/// <param name="allowMonths">Whether months may be written.</param>
public sealed class SpanKind(bool allowMonths) : ScalarKind<Span>
{
    private static readonly Span None = new(0, 0, 0, "");

    /// <inheritdoc/>
    public override string Name => "duration";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern(@"^\d+(\.\d+)? .+$");

    /// <summary>Reads a number of a unit of time or of months; null when it is none.</summary>
    public static Span? Of(decimal number, string unit, Catalogue catalogue)
    {
        if (unit is "month" or "months")
            return number <= 1200 && number == decimal.Truncate(number)
                ? new Span((int)number, 0, number, "month")
                : null;
        if (Quantity.UnitOf(unit, catalogue) is not { Dimension: Dimension.Time } time)
            return null;
        var ticks = number * time.Factor * NodaConstants.TicksPerMillisecond;
        return ticks <= Span.MostTicks && ticks == decimal.Truncate(ticks)
            ? new Span(0, (long)ticks, number, time.Name)
            : null;
    }

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out Span meaning)
    {
        meaning = None;
        if (!QuantityKind.TrySplit(scalar.Text, out var number, out var unit))
            return No(scalar, scope, "write a number and a unit, such as `30 days`");
        if (Of(number, unit, scope.Names.Catalogue) is not { } span)
        {
            var units = scope.Names.Catalogue.Units.Where(each => each.Dimension == Dimension.Time);
            return No(scalar, scope, Nearest.Suggestion(unit, units.Select(each => each.Plural)));
        }
        meaning = span;
        if (span.Months == 0 || allowMonths)
            return true;
        scope.Report.Say(scalar.At, "months have no fixed length here", "write days");
        return false;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Steps.Around(scalar.Text);
}
