using System.Globalization;
using System.Text;

namespace Evenhand.Tests.Crash;

/// <summary>
/// Usage of a few accounts under three policies in the three months before this one. Every event adds to a line of a
/// statement, so that a missing or repeated one shows there.
/// </summary>
internal sealed class Workload
{
    private const int AccountsOfAPolicy = 4;
    private const long Span = 88L * 24 * 3600;
    private static readonly (string Policy, string Plan)[] Policies =
    [
        ("stackcx", ""","plan":"business" """),
        ("engagece", ""","plan":"volume-500" """),
        ("qcontact", ""),
    ];

    public Workload(DateTimeOffset now)
    {
        FirstOfMonth = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        Start = FirstOfMonth.AddMonths(-3);
        Accounts = [.. Enumerable.Range(0, Policies.Length * AccountsOfAPolicy).Select(Name)];
    }

    /// <summary>The end of the last cycle that has ended.</summary>
    public DateTimeOffset FirstOfMonth { get; }

    public DateTimeOffset Start { get; }

    public IReadOnlyList<string> Accounts { get; }

    /// <summary>The first day of each cycle.</summary>
    public IEnumerable<string> Cycles =>
        Enumerable.Range(0, 3).Select(month => Day(Start.AddMonths(month)));

    /// <summary>The events that open the accounts.</summary>
    public string[] Openings() =>
        [
            .. Accounts.Select(
                (account, i) =>
                    Line(
                        $"open-{account}",
                        account,
                        "account.opened",
                        Start,
                        $$"""
                        {"policy":"{{Policies[i % Policies.Length].Policy}}","currency":"USD","time_zone":"UTC"{{Policies[
                            i % Policies.Length
                        ].Plan.TrimEnd()}}}
                        """
                    )
            ),
        ];

    /// <summary>An act of one of the accounts.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="dice">Where what is left to chance comes from.</param>
    public string Act(string id, Random dice)
    {
        var account = dice.Next(Accounts.Count);
        var (type, data) = (account % Policies.Length) switch
        {
            0 => ("api.called", $$"""{"count":{{dice.Next(1, 1000)}}}"""),
            1 => ("task.completed", $$"""{"user":"u{{dice.Next(5)}}","contact":"c-{{id}}"}"""),
            _ => (
                "tts.spoken",
                $$"""{"phrase":"p-{{id}}","characters":{{dice.Next(1, 100_000)}}}"""
            ),
        };
        var time = Start.AddMilliseconds(dice.NextInt64(1000, Span * 1000));
        return Line(id, Accounts[account], type, time, data);
    }

    private static string Name(int number) => $"crash-{number}";

    private static string Day(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Line(
        string id,
        string account,
        string type,
        DateTimeOffset time,
        string data
    )
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $$"""{"specversion":"1.0","id":"{{id}}","source":"crash","type":"{{type}}","time":"{{time:yyyy-MM-ddTHH:mm:ss.fffZ}}","subject":"{{account}}","data":{{data}}}"""
        );
        return line.ToString();
    }
}
