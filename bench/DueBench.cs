using System.Diagnostics;
using System.Globalization;
using System.Text;
using Evenhand.Bench.Serve;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Node.Settings;
using Evenhand.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static System.FormattableString;

namespace Evenhand.Bench;

/// <summary>
/// What it costs to find what a rule says is due of an account's stored things: as many of them at a time, among ever more that are not due. The node runs in this
/// process, under a clock that is moved by hand.
/// </summary>
internal static class DueBench
{
    private const string Account = "account";
    private const int Due = 100;
    private const int Steps = 30;

    /// <summary>The first steps, which are not counted, have everything compiled.</summary>
    private const int Warm = 10;

    private const int DaysKept = 30;
    private const double Most = 3;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Begin = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Measures and prints; 2 where the arguments are no good.</summary>
    public static int Run(string[] arguments)
    {
        int[]? among = arguments switch
        {
            [] => [10_000, 1_000_000],
            ["--long"] => [10_000, 1_000_000, 10_000_000],
            _ => null,
        };
        if (among is null || !Directory.Exists("policies"))
        {
            Console.Error.WriteLine("usage: bench due [--long], at the root of the repository");
            return 2;
        }
        Row.Tell(Rows(among));
        return 0;
    }

    private static IEnumerable<Row> Rows(int[] among)
    {
        double? first = null;
        foreach (var things in among)
        {
            var (took, bytes) = MeasureAsync(things).GetAwaiter().GetResult();
            first ??= took;
            yield return Row.AtMost(
                Invariant($"{Due} things found that are due, among {things:N0} of one account"),
                Invariant($"{took:N2} ms, {bytes / things:N0} B of the heap a thing"),
                Invariant($"{first:N2} ms among {among[0]:N0}"),
                took / first.Value,
                Most
            );
        }
    }

    /// <summary>How long a look at what is due takes in the middle of several, in milliseconds, and what all weigh.</summary>
    private static async Task<(double Took, long Bytes)> MeasureAsync(int things)
    {
        var folder = Directory.CreateTempSubdirectory("evenhand-due-");
        try
        {
            using var ledger = SqliteLedger.Open(folder.FullName, new LedgerOpening());
            var clock = new Hand(Begin);
            await using var node = await NodeStart.RunAsync(
                new NodeSettings
                {
                    Policies = "policies",
                    Store = new FileStore(Path.Combine(folder.FullName, "vault")),
                    Idle = Duration.FromDays(1_000),
                },
                ledger,
                clock,
                NullLogger.Instance
            );
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await SendAsync(node, Opening());
            foreach (var some in Enumerable.Range(0, things).Chunk(2_000))
                await SendAsync(node, some.Select(place => Stored(place, things)));
            await SendAsync(
                node,
                [Event("rule", "retention.set", Begin, """{"class":"call-recording","after":30}""")]
            );
            await node.LookAfterDueAsync();
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            var took = new List<double>();
            for (var step = 0; step < Steps; step++)
            {
                clock.Now += Step;
                var watch = Stopwatch.StartNew();
                await node.LookAfterDueAsync();
                took.Add(watch.Elapsed.TotalMilliseconds);
                Hold(node, (step + 1) * Due);
            }
            return (Row.Median(took.Skip(Warm)), bytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Those that were due are gone, and the next is not.</summary>
    private static void Hold(EvenhandNode node, int gone)
    {
        var account = new AccountId(Account);
        if (
            node.Vault!.Find(account, Name(gone - 1)) is not null
            || node.Vault!.Find(account, Name(gone)) is null
        )
            throw new InvalidOperationException($"{gone} things were to be gone, and no more");
    }

    private static IEnumerable<string> Opening() =>
        [
            Event(
                "opened",
                "account.opened",
                Begin.AddDays(-DaysKept - 1),
                """{"policy":"qcontact","currency":"USD","time_zone":"UTC"}"""
            ),
        ];

    /// <summary>The first are due in the steps to come, so many in each; the others in the days after.</summary>
    private static string Stored(int place, int things)
    {
        const int InSteps = Steps * Due;
        var due =
            place < InSteps
                ? Begin + Step * (place / Due) + Step / 2
                : Begin + Step * (Steps + 1) + TimeSpan.FromDays(20.0 * (place - InSteps) / things);
        return Event(
            Name(place),
            "object.stored",
            due.AddDays(-DaysKept),
            $$"""{"object":"{{Name(place)}}","class":"call-recording","bytes":1000000}"""
        );
    }

    private static string Name(int place) =>
        string.Create(CultureInfo.InvariantCulture, $"recording-{place:00000000}");

    private static string Event(string id, string type, DateTimeOffset time, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"bench","type":"{{type}}","subject":"{{Account}}","time":"{{time:yyyy-MM-ddTHH:mm:ss.fffffffZ}}","data":{{data}}}""";

    private static async Task SendAsync(EvenhandNode node, IEnumerable<string> lines)
    {
        var outcome = await node.IngestAsync(
            Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            BodyFormat.Lines
        );
        if (outcome.Rejected.Count > 0)
            throw new InvalidOperationException(outcome.Rejected[0].Detail);
    }

    /// <summary>A clock that is moved by hand, and whose timers never ring.</summary>
    private sealed class Hand(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.UtcTicks;

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
