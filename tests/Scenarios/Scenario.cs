using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using NodaTime;

namespace Evenhand.Tests.Scenarios;

/// <summary>A document that says what is done to an account, and what a replay says to it.</summary>
/// <param name="Head">Everything above the table: a title, words, and how the account is opened.</param>
/// <param name="Account">What the opening says.</param>
/// <param name="Acts">What is done, each at an instant of its own.</param>
/// <param name="Until">Until when time passes.</param>
internal sealed partial record Scenario(
    string Head,
    string Account,
    IReadOnlyList<ScenarioAct> Acts,
    Instant Until
)
{
    private const string Titles = "| when | what is done | what is said |";
    private const string Rule = "|---|---|---|";
    private const string End = "*the end*";

    /// <summary>Reads a document; what is said in it is left out.</summary>
    public static Scenario Read(string text)
    {
        var parts = text.Split(Titles);
        var rows = parts[1]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells[1].Length > 0)
            .ToArray();
        var last = rows[^1];
        if (last[1] != End)
            throw new FormatException($"the last row is the {End}");
        return new(
            parts[0],
            Opening().Match(parts[0]).Groups[1].Value,
            [.. rows[..^1].Select((cells, place) => ScenarioAct.Read(place, cells[0], cells[1]))],
            InstantOf(last[0])
        );
    }

    /// <summary>The document with what a replay says today.</summary>
    public string Run()
    {
        var rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
        foreach (var act in Acts)
            if (!rows.TryAdd(act.When, new Row(act.What)))
                throw new FormatException($"two acts at {act.When}");
        foreach (var line in Replays.Output([Opened(), .. Acts.Select(act => act.Line)], Until))
        {
            using var said = JsonDocument.Parse(line);
            if (SaidInShort.Of(said.RootElement) is not { } words)
                continue;
            var when = Written(SaidInShort.TimeOf(said.RootElement));
            if (!rows.TryGetValue(when, out var row))
                rows[when] = row = new Row("");
            row.Said.Add(words);
        }
        var text = new StringBuilder(Head).Append(Titles).Append('\n').Append(Rule).Append('\n');
        foreach (var (when, row) in rows)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {when} | {row.Done} | {string.Join("<br>", row.Said)} |\n"
            );
        return text.Append(CultureInfo.InvariantCulture, $"| {Written(Until)} | {End} | |\n")
            .ToString();
    }

    internal static Instant InstantOf(string when) => Story.Instant(when.Replace(' ', 'T'));

    private static string Written(Instant instant) =>
        instant.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private string Opened() =>
        ScenarioAct.LineOf("opening", "account.opened", InstantOf("2026-01-01"), Account);

    [GeneratedRegex("The account is opened with `(.*)`")]
    private static partial Regex Opening();

    private sealed record Row(string Done)
    {
        public List<string> Said { get; } = [];
    }
}

/// <summary>Something that is done.</summary>
/// <param name="When">When, as it is written.</param>
/// <param name="What">What, as it is written.</param>
/// <param name="Line">Its event.</param>
internal sealed partial record ScenarioAct(string When, string What, string Line)
{
    /// <summary>Reads a row: <c>`type` `data`</c>, or <c>asks `act` `with`</c>.</summary>
    public static ScenarioAct Read(int place, string when, string what)
    {
        var found = Form().Match(what);
        if (!found.Success)
            throw new FormatException($"{when}: {what}");
        var (name, data) = (found.Groups[2].Value, found.Groups[3].Value);
        var (type, said) =
            found.Groups[1].Length > 0
                ? ("gate.asked", $$"""{"act":"{{name}}","with":{{data}},"acknowledged":false}""")
                : (name, data);
        return new(when, what, LineOf($"row-{place + 1}", type, Scenario.InstantOf(when), said));
    }

    /// <summary>An event of the account.</summary>
    public static string LineOf(string id, string type, Instant time, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"scenario","type":"{{type}}","time":"{{time}}","subject":"acme","data":{{data}}}""";

    [GeneratedRegex("^(asks )?`([^`]+)` `([^`]+)`$")]
    private static partial Regex Form();
}
