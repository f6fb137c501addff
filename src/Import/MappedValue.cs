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
        var text = row[Column];
        if (text.Length == 0)
        {
            return WhenEmpty ?? Reading.Bad($"column `{row.NameOf(Column)}` is empty");
        }

        var reading = Conversion.Of(text, row);
        return reading.Kind == ReadingKind.Bad
            ? Reading.Bad($"column `{row.NameOf(Column)}`: {reading.Content}")
            : reading;
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
            Quantities.Seconds(
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
        return value?.Of(row)
            ?? Reading.Bad(
                $"`{row.NameOf(Caller)}` is '{row[Caller]}' and `{row.NameOf(Callee)}` is '{row[Callee]}', a case `{name}` that the map leaves out"
            );
    }
}
