using System.Net.Http.Headers;
using Evenhand.Ledger;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;

namespace Evenhand.Tests.Crash;

/// <summary>Several clients at work on one address, behind which servers come and go; and the reckoning at the end.</summary>
internal sealed class Campaign : IDisposable
{
    private const int Clients = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-crash-");
    private readonly CancellationTokenSource stop = new();
    private readonly Reporter[] reporters;
    private readonly List<string> reported = [];
    private Task[] work = [];
    private int acts;

    public Campaign(Action<string> print)
    {
        Seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given)
            : Random.Shared.Next();
        print($"EVENHAND_SEED={Seed}");
        Dice = new Random(Seed);
        Workload = new Workload(TimeProvider.System.GetUtcNow());
        Http = new HttpClient { BaseAddress = ServedProcess.Address(Port) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            ServedProcess.AdminKey
        );
        reporters =
        [
            .. Enumerable.Range(0, Clients).Select(i => new Reporter(i, Seed, Workload, Http)),
        ];
    }

    public int Seed { get; }

    public Random Dice { get; }

    public Workload Workload { get; }

    public int Port { get; } = ServedProcess.FreePort();

    public HttpClient Http { get; }

    public int Retries => reporters.Sum(reporter => reporter.Retries);

    public int Events => reporters.Sum(reporter => reporter.Lines.Count());

    /// <summary>What the clients noticed while they worked.</summary>
    public IEnumerable<string> Complaints => reporters.SelectMany(reporter => reporter.Complaints);

    /// <summary>A new folder of this campaign's own.</summary>
    public string Folder(string name) => folder.CreateSubdirectory(name).FullName;

    /// <summary>Some acts that nobody has reported yet.</summary>
    public string[] Acts(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Workload.Act($"single-{acts++}", Dice))];

    /// <summary>Reports once, whatever comes of it; what is acknowledged counts in the reckoning.</summary>
    public async Task<Answer> ReportAsync(string[] lines)
    {
        using var body = new StringContent(string.Join('\n', lines));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var answer = await AnswerAsync(
            Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body)
        );
        if (answer.Status == 200)
            reported.AddRange(lines);
        return answer;
    }

    /// <summary>Asks the gate for an account of the workload.</summary>
    public async Task<Answer> AskAsync()
    {
        using var body = new StringContent(
            $$"""{"account":"{{Workload.Accounts[0]}}","act":"api.called","with":{} }"""
        );
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await AnswerAsync(Http.PostAsync(new Uri("/v1/gate", UriKind.Relative), body));
    }

    public Task<Answer> GetAsync(string path) =>
        AnswerAsync(Http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Sets the clients to work: one opens the accounts first, the others begin at once.</summary>
    public void Begin() =>
        work = [
            .. reporters.Select(reporter =>
                Task.Run(async () =>
                {
                    if (reporter == reporters[0])
                        await reporter.ReportAsync(Workload.Openings());
                    await reporter.RunAsync(stop.Token);
                })
            ),
        ];

    /// <summary>Lets the clients finish what they have begun; the server must be up.</summary>
    public async Task FinishAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }

    /// <summary>
    /// Holds every statement that the server expects against a replay of all that the clients reported; each
    /// difference in words, none when all is well.
    /// </summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        var now = Instant.FromDateTimeOffset(Workload.FirstOfMonth);
        var replayed = Statements.OfReplay(
            Replays.Output(
                reporters.SelectMany(reporter => reporter.Lines).Concat(reported),
                now.PlusTicks(1)
            )
        );
        var differences = new List<string>();
        foreach (var account in Workload.Accounts)
        {
            foreach (var day in Workload.Cycles)
            {
                var served = await Statements.OfServerAsync(Http, account, day);
                if (served != replayed[(account, day)])
                    differences.Add(
                        $"{account} {day}\n  served:   {served}\n  replayed: {replayed[(account, day)]}"
                    );
            }
        }
        return differences;
    }

    /// <summary>Sees that a folder's ledger is sound from its first segment to its last.</summary>
    public static void Verify(string data)
    {
        var verdict = LedgerVerification.Verify(data, null);
        verdict.IsSound.ShouldBeTrue(verdict.Damage?.What);
    }

    public void Dispose()
    {
        stop.Cancel();
        Http.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<Answer> AnswerAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return new(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType ?? "",
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.RetryAfter is not null
        );
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string Type, string Text, bool TellsWhenAgain);
