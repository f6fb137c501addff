namespace Evenhand.Import;

/// <summary>The unit of a column of durations: so many seconds each, or written like a clock (<c>1:02:03</c>, <c>2:03</c>).</summary>
internal sealed record DurationUnit(string Name, decimal SecondsEach)
{
    public static readonly DurationUnit Clock = new("clock", 0);

    public static readonly IReadOnlyList<DurationUnit> All =
    [
        new("milliseconds", 0.001m),
        new("seconds", 1),
        new("minutes", 60),
        new("hours", 3600),
        Clock,
    ];

    /// <summary>The seconds that a text means, at least 0; null with the fault if it means none.</summary>
    public decimal? Seconds(string text, out string fault)
    {
        decimal? seconds =
            this == Clock ? ClockSeconds(text) : Quantities.Parse(text) * SecondsEach;
        fault = seconds switch
        {
            null =>
                $"'{text}' is not a duration in {Name}, such as {(this == Clock ? "1:02:03" : "90")}",
            < 0 => $"the duration '{text}' is negative",
            _ => "",
        };
        return fault.Length == 0 ? seconds : null;
    }

    private static decimal? ClockSeconds(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
        {
            return null;
        }

        decimal total = 0;
        foreach (string part in parts)
        {
            if (Quantities.Parse(part) is not { } value || value < 0 || (total > 0 && value >= 60))
            {
                return null;
            }

            total = total * 60 + value;
        }
        return total;
    }
}
