using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// Telling very many accounts of a version to come, each with what its last cycles would have been under it, beside a replay of the
/// same accounts on one processor, which folds each of them once.
/// </summary>
internal static class AmendmentsPart
{
    /// <summary>Acts of each account, a few days apart.</summary>
    private const int Acts = 30;

    private const string Version = "2098.1";

    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(20);

    public static IEnumerable<Row> Run(Plan plan)
    {
        const int AtOnce = 200;
        using var server = plan.Start("amendments");
        using var connection = new Connection(server.Port);
        var file = Path.Combine(plan.Folder, "amendments.ndjson");
        using (var lines = new StreamWriter(file))
            for (var from = 0; from < plan.Accounts; from += AtOnce)
            {
                var some = Enumerable.Range(from, Math.Min(AtOnce, plan.Accounts - from));
                string[] events = [.. some.SelectMany(EventsOf)];
                foreach (var each in events)
                    lines.WriteLine(each);
                Post(connection, "/v1/events", "application/x-ndjson", string.Join('\n', events));
            }
        var plain = Replayed(plan, file);
        Post(connection, "/v1/policies", "text/markdown", Dearer(plan));
        var told = Told(plan, connection);
        yield return new(
            Invariant($"telling {plan.Accounts:N0} accounts of {Acts} acts of a version to come"),
            Row.Rate(told, "accounts"),
            $"{Row.Rate(plain, "accounts")} in a replay of all of them",
            told / plain,
            "",
            null
        );
    }

    /// <summary>Accounts a second, from the publication until every one is told.</summary>
    private static double Told(Plan plan, Connection connection)
    {
        var clock = Stopwatch.StartNew();
        while (!IsDone(connection))
        {
            if (clock.Elapsed > MostPatience)
                throw new InvalidOperationException($"not all are told after {clock.Elapsed}");
            Thread.Sleep(50);
        }
        return plan.Accounts / clock.Elapsed.TotalSeconds;
    }

    private static bool IsDone(Connection connection)
    {
        var status = connection.Exchange(
            Requests.Get($"/v1/policies/stackcx/{Version}/impact?limit=1")
        );
        if (status != 200)
            throw new InvalidOperationException($"{status}");
        return JsonDocument
            .Parse(connection.Body.ToArray())
            .RootElement.GetProperty("done")
            .GetBoolean();
    }

    private static double Replayed(Plan plan, string file)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (
            var argument in (string[])
                [Served.Program, "replay", "--policies", plan.Policies, file, "--until", Day(0)]
        )
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        var clock = Stopwatch.StartNew();
        using var replay = Process.Start(start)!;
        replay.StandardOutput.ReadToEnd();
        replay.WaitForExit();
        if (replay.ExitCode != 0)
            throw new InvalidOperationException($"the replay ended with {replay.ExitCode}");
        return plan.Accounts / clock.Elapsed.TotalSeconds;
    }

    private static IEnumerable<string> EventsOf(int account)
    {
        const int First = 120;
        yield return EventOf(
            account,
            "account.opened",
            First,
            """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}"""
        );
        for (var act = 1; act <= Acts; act++)
            yield return EventOf(
                account,
                "api.called",
                First - act * First / (Acts + 1),
                """{"count":2500}"""
            );
    }

    private static string EventOf(int account, string type, int daysAgo, string data) =>
        $$$"""{"specversion":"1.0","id":"{{{type}}}-{{{daysAgo}}}","source":"bench/{{{account}}}","type":"{{{type}}}","time":"{{{Day(daysAgo)}}}","subject":"{{{Requests.Account(account)}}}","data":{{{data}}}}""";

    private static string Day(int ago) =>
        DateTime
            .UtcNow.Date.AddDays(-ago)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The version in force with a price that has doubled, and without its examples.</summary>
    private static string Dearer(Plan plan)
    {
        var text = new StringBuilder();
        var isExample = false;
        foreach (var line in File.ReadLines(Path.Combine(plan.Policies, "stackcx.md")))
        {
            isExample |= line == "```yaml example";
            if (!isExample)
                text.Append(Changed(line)).Append('\n');
            isExample &= line != "```";
        }
        return text.ToString();
    }

    private static string Changed(string line) =>
        line.StartsWith("version: ", StringComparison.Ordinal) ? $"version: {Version}"
        : line.StartsWith("effective: ", StringComparison.Ordinal) ? "effective: 2098-01-01"
        : line.Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);

    private static void Post(Connection connection, string path, string type, string body)
    {
        var status = connection.Exchange(Requests.Post(path, type, Encoding.UTF8.GetBytes(body)));
        if (status is not (200 or 201))
            throw new InvalidOperationException(
                $"{status}: {Encoding.UTF8.GetString(connection.Body)}"
            );
    }
}
