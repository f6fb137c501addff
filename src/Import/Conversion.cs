using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>What becomes of a column's text, which is not empty.</summary>
internal abstract record Conversion
{
    /// <summary>Whether outer blanks belong to the text, because it is taken by the letter.</summary>
    public virtual bool IsExact => false;

    /// <summary>Whether it makes something of a list or an object.</summary>
    public virtual bool TakesNested => false;

    public abstract Reading Of(string text, Row row);
}

/// <summary>Text; by the letter where it is what is counted.</summary>
internal sealed record AsText(bool ByTheLetter) : Conversion
{
    public override bool IsExact => ByTheLetter;

    public override Reading Of(string text, Row row) => Reading.Text(text);
}

/// <summary>The words of a column, each with its meaning; any other is a fault unless there is an <c>Otherwise</c>.</summary>
internal sealed record AsListed(FrozenDictionary<string, Reading> Values, Reading? Otherwise)
    : Conversion
{
    public override Reading Of(string text, Row row)
    {
        if (Values.TryGetValue(text, out var reading))
            return reading;

        return Otherwise
            ?? Reading.Bad($"the map has no value for '{text}'{Nearest.Hint(text, Values.Keys)}");
    }
}

/// <summary>The first class whose test the number meets.</summary>
internal sealed record AsClass(ImmutableArray<NumberClass> Classes) : Conversion
{
    public override Reading Of(string text, Row row)
    {
        var number = row.Rules.Numbers.Normalise(text);
        foreach (var candidate in Classes)
        {
            if (candidate.Admits(number, text))
                return candidate.Meaning;
        }
        return Reading.Bad($"no class of the map admits '{text}'");
    }
}

/// <summary>
/// A telephone number in E.164 form. <c>International</c> tells the rows in which digits without a prefix begin with a
/// country code. <c>WhenNone</c> stands in for what is no number; null keeps the text as it is.
/// </summary>
internal sealed record AsPhone(Condition? International, Reading? WhenNone) : Conversion
{
    public override Reading Of(string text, Row row)
    {
        if (row.Rules.Numbers.Normalise(text, International?.Holds(row) ?? false) is { } number)
        {
            return Reading.Text(number);
        }

        if (WhenNone is not { } reading)
        {
            return Reading.Text(text);
        }

        return reading.Kind == ReadingKind.Bad
            ? Reading.Bad($"{reading.Content}: '{text}'")
            : reading;
    }
}

/// <summary>A JSON number, at least <c>Least</c>.</summary>
internal sealed record AsNumber(bool Whole, decimal? Least) : Conversion
{
    public override Reading Of(string text, Row row)
    {
        if (row.Figures.Parse(text) is not { } value)
        {
            return Reading.Bad($"'{text}' is not a number such as 12 or 0.5");
        }

        if (Whole && value != decimal.Truncate(value))
        {
            return Reading.Bad($"'{text}' is not a whole number");
        }

        return value < Least
            ? Reading.Bad($"'{text}' is below {Least}")
            : Reading.Literal(value.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A length of time in seconds, to the millisecond.</summary>
internal sealed record AsDuration(DurationUnit Unit) : Conversion
{
    public override Reading Of(string text, Row row) =>
        Unit.Seconds(text, row.Figures, out var fault) is { } seconds
            ? Reading.Literal(Figures.Seconds(seconds))
            : Reading.Bad(fault);
}

/// <summary>An amount of money as a decimal string, never negative. <c>InHundredths</c>: the column counts cents or pence.</summary>
internal sealed record AsMoney(bool InHundredths, bool Negated) : Conversion
{
    public override Reading Of(string text, Row row)
    {
        if (row.Figures.Parse(text) is not { } value)
        {
            return Reading.Bad($"'{text}' is not an amount such as 72 or 0.72");
        }

        decimal amount = (InHundredths ? value * 0.01m : value) * (Negated && value != 0 ? -1 : 1);
        return amount < 0
            ? Reading.Bad($"the amount '{text}' comes out below zero; see `negated` in the map")
            : Reading.Text(amount.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>How many items a list of JSON has.</summary>
internal sealed record AsLength : Conversion
{
    public override bool TakesNested => true;

    public override Reading Of(string text, Row row)
    {
        if (text[0] != '[')
            return Reading.Bad($"'{Condition.Shortened(text)}' is not a list");
        using var list = System.Text.Json.JsonDocument.Parse(text);
        return Reading.Literal(
            list.RootElement.GetArrayLength().ToString(CultureInfo.InvariantCulture)
        );
    }
}
