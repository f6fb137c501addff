using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Import;

/// <summary>Where a value of an event comes from.</summary>
internal abstract record MappedValue
{
    public abstract Reading Of(Row row);
}

/// <summary>The same value for every row.</summary>
internal sealed record Constant(Reading Value) : MappedValue
{
    public override Reading Of(Row row) => Value;
}

/// <summary>A column's text, converted. <c>WhenEmpty</c> stands in for a column without text; null makes that a fault.</summary>
internal sealed record FromColumn(int Column, Conversion Conversion, Reading? WhenEmpty)
    : MappedValue
{
    public override Reading Of(Row row)
    {
        var name = row.NameOf(Column);
        var text = Conversion.IsExact ? row.Exactly(Column) : row[Column];
        if (text.Length == 0)
            return WhenEmpty ?? Reading.Bad($"column `{name}` is empty");
        if (row.IsNested(Column) && !Conversion.TakesNested)
            return Reading.Bad($"column `{name}` is a list or an object, not one value");
        var reading = Conversion.Of(text, row);
        return reading.Kind == ReadingKind.Bad
            ? Reading.Bad($"column `{name}`: {reading.Content}")
            : reading.Because($"`{name}` is '{Condition.Shortened(text)}'");
    }
}

/// <summary>Several columns added up. One without text adds nothing; if none has any, <c>WhenEmpty</c> stands in.</summary>
internal sealed record Sum(ImmutableArray<FromColumn> Parts, Reading? WhenEmpty, bool IsText)
    : MappedValue
{
    public override Reading Of(Row row)
    {
        decimal? sum = null;
        foreach (var part in Parts)
        {
            var reading = part.Of(row);
            if (reading.Kind is ReadingKind.Bad or ReadingKind.Skip)
                return reading;
            if (reading.Kind != ReadingKind.Nothing)
                sum = (sum ?? 0) + decimal.Parse(reading.Content, CultureInfo.InvariantCulture);
        }
        if (sum is null)
            return WhenEmpty ?? Reading.Bad($"{Names(row)} are empty");
        var text = sum.Value.ToString(CultureInfo.InvariantCulture);
        return IsText ? Reading.Text(text) : Reading.Literal(text);
    }

    private string Names(Row row) =>
        "columns " + string.Join(", ", Parts.Select(part => $"`{row.NameOf(part.Column)}`"));
}

/// <summary>Several columns' texts as one, with something between them; nothing if all are empty.</summary>
internal sealed record Joined(ImmutableArray<int> Columns, string Between) : MappedValue
{
    public override Reading Of(Row row)
    {
        string[] texts = [.. Columns.Select(column => row[column])];
        return texts.All(text => text.Length == 0)
            ? Reading.Nothing
            : Reading.Text(string.Join(Between, texts));
    }
}

/// <summary>The value of the first case whose conditions all hold.</summary>
internal sealed record FirstOf(
    ImmutableArray<(ImmutableArray<Condition> When, MappedValue Then)> Cases
) : MappedValue
{
    public override Reading Of(Row row)
    {
        foreach (var (when, then) in Cases)
            if (when.All(condition => condition.Holds(row)))
                return then.Of(row)
                    .Because(when is [var first, ..] ? first.Reason(row) : "no other case holds");
        return Reading.Bad("none of the map's cases holds for the row");
    }
}

/// <summary>The seconds from one time of the row to another, as recorded and whatever the shift.</summary>
internal sealed record Elapsed(int Start, int End) : MappedValue
{
    public override Reading Of(Row row)
    {
        var start = row.TimeOf(Start);
        var end = row.TimeOf(End);
        if ((start.Fault ?? end.Fault) is { } fault)
        {
            return Reading.Bad(fault);
        }

        var elapsed = end.Actual - start.Actual;
        if (elapsed < NodaTime.Duration.Zero)
        {
            return Reading.Bad(
                $"`{row.Rules.Times[End].Name}` is {-elapsed.TotalSeconds:0.###} s before `{row.Rules.Times[Start].Name}`"
            );
        }

        return Reading.Literal(
            Figures.Seconds(
                (decimal)(elapsed.BclCompatibleTicks / TimeSpan.TicksPerMillisecond) / 1000
            )
        );
    }
}

/// <summary>
/// A value that turns on which of two numbers is the account's own, as <see cref="NumberRules.IsOwn"/> tells. A case for
/// which the map has nothing is a fault.
/// </summary>
internal sealed record ByOwner(
    int Caller,
    int Callee,
    MappedValue? CallerOwn,
    MappedValue? CalleeOwn,
    MappedValue? Both,
    MappedValue? Neither
) : MappedValue
{
    public override Reading Of(Row row)
    {
        var caller = row.Rules.Numbers.IsOwn(row[Caller]);
        var callee = row.Rules.Numbers.IsOwn(row[Callee]);
        (var value, string name) = (caller, callee) switch
        {
            (true, true) => (Both, "both"),
            (true, false) => (CallerOwn, "caller_own"),
            (false, true) => (CalleeOwn, "callee_own"),
            (false, false) => (Neither, "neither"),
        };
        return value?.Of(row).Because($"the map leaves out calls of the case `{name}`")
            ?? Reading.Bad(
                $"`{row.NameOf(Caller)}` is '{row[Caller]}' and `{row.NameOf(Callee)}` is '{row[Callee]}', a case `{name}` that the map leaves out"
            );
    }
}
