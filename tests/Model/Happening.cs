using System.Globalization;

namespace Evenhand.Tests.Model;

internal enum What
{
    Seats,
    Plan,
    Call,
    Put,
    Deleted,
    PartyBegan,
    PartyEnded,
}

/// <summary>Something that happened to the account; no two at one minute.</summary>
/// <param name="Minute">When, in minutes since 2026 began (UTC).</param>
/// <param name="What">What.</param>
/// <param name="Name">The user of a call ("" for none), the object, or the plan.</param>
/// <param name="Amount">Calls, bytes, or full licences.</param>
/// <param name="More">Of licences those that are restricted; of a call 1 when it is a cheap one.</param>
/// <param name="Cost">What a call costs.</param>
internal sealed record Happening(
    long Minute,
    What What,
    string Name = "",
    long Amount = 0,
    long More = 0,
    string Cost = "0"
)
{
    public string Type =>
        What switch
        {
            What.Seats => "seats.set",
            What.Plan => "plan.set",
            What.Call => "api.called",
            What.Put => "object.put",
            What.Deleted => "object.deleted",
            What.PartyBegan => "party.began",
            _ => "party.ended",
        };

    public string Data =>
        What switch
        {
            What.Seats => $$"""{"licensed":{{Amount}},"restricted":{{More}}}""",
            What.Plan => $$"""{"plan":"{{Name}}"}""",
            What.Call =>
                $$"""
                {"count":{{Amount}},"kind":"{{(More == 1 ? "cheap" : "plain")}}","cost":"{{Cost}}"{{(
                    Name.Length == 0 ? "" : $",\"user\":\"{Name}\""
                )}}}
                """,
            What.Put => $$"""{"object":"{{Name}}","bytes":{{Amount}}}""",
            What.Deleted => $$"""{"object":"{{Name}}"}""",
            _ => "{}",
        };

    public static string Time(long minute) =>
        new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)
            .AddMinutes(minute)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The minute of a day of 2026 or later.</summary>
    public static long Minutes(DateTime day) =>
        (long)(day - new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMinutes;
}
