using System.Text.RegularExpressions;

namespace Evenhand.Import;

/// <summary>The unit of a column of durations: so many seconds each, or a way of writing.</summary>
internal sealed partial record DurationUnit(string Name, decimal SecondsEach)
{
    /// <summary>Like a clock: <c>1:02:03</c>, <c>2:03</c>, and with days before a point <c>1.02:00:00</c>.</summary>
    public static readonly DurationUnit Clock = new("clock", 0);

    /// <summary>Hours and minutes like a clock: <c>1:02</c> is 62 minutes.</summary>
    public static readonly DurationUnit HourClock = new("clock-hours", 0);

    /// <summary>ISO 8601: <c>PT1H2M3.5S</c>.</summary>
    public static readonly DurationUnit Iso = new("iso", 0);

    public static readonly IReadOnlyList<DurationUnit> All =
    [
        new("microseconds", 0.000_001m),
        new("milliseconds", 0.001m),
        new("seconds", 1),
        new("minutes", 60),
        new("hours", 3600),
        new("days", 86_400),
        Clock,
        HourClock,
        Iso,
    ];

    /// <summary>The seconds that a text means, at least 0; null with the fault if it means none.</summary>
    public decimal? Seconds(string text, Figures figures, out string fault)
    {
        var seconds =
            this == Clock ? ClockSeconds(text)
            : this == HourClock ? HourSeconds(text)
            : this == Iso ? IsoSeconds(text)
            : figures.Parse(text) * SecondsEach;
        fault = seconds switch
        {
            null => $"'{text}' is not a duration in {Name}, such as {Example}",
            < 0 => $"the duration '{text}' is negative",
            _ => "",
        };
        return fault.Length == 0 ? seconds : null;
    }

    private string Example =>
        this == Clock ? "1:02:03"
        : this == HourClock ? "1:02"
        : this == Iso ? "PT1H2M3S"
        : "90";

    private static decimal? ClockSeconds(string text) =>
        Spelled().Match(text) is { Success: true } match
            ? Part(match, "d") * 86_400
                + Part(match, "h") * 3600
                + Part(match, "m") * 60
                + Part(match, "s")
            : null;

    private static decimal? HourSeconds(string text) =>
        HourMinute().Match(text) is { Success: true } match
            ? Part(match, "h") * 3600 + Part(match, "m") * 60
            : null;

    private static decimal? IsoSeconds(string text) =>
        IsoDuration().Match(text) is { Success: true } match
            ? Part(match, "d") * 86_400
                + Part(match, "h") * 3600
                + Part(match, "m") * 60
                + Part(match, "s")
            : null;

    private static decimal Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: var digits }
            ? Figures.Plain.Parse(digits) ?? 0
            : 0;

    // Only what cannot mean something else: minutes and seconds below 60 behind a colon, hours below 24
    // where days stand before them, and decimals on seconds alone.
    [GeneratedRegex(
        @"^((((?<d>[0-9]{1,6})\.(?<h>[01]?[0-9]|2[0-3])|(?<h>[0-9]{1,8})):(?<m>[0-5]?[0-9]))|(?<m>[0-9]{1,9})):(?<s>[0-5]?[0-9](\.[0-9]{1,9})?)$"
    )]
    private static partial Regex Spelled();

    [GeneratedRegex(@"^(?<h>[0-9]{1,8}):(?<m>[0-5][0-9])$")]
    private static partial Regex HourMinute();

    [GeneratedRegex(
        @"^P(?=[0-9T])((?<d>[0-9]{1,6})D)?(T(?=[0-9])((?<h>[0-9]{1,8})H)?((?<m>[0-9]{1,9})M)?((?<s>[0-9]{1,12}(\.[0-9]{1,9})?)S)?)?$"
    )]
    private static partial Regex IsoDuration();
}
