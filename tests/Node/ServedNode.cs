using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Node.Gate;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Node.Settings;
using Evenhand.Node.Views;
using Evenhand.Stores;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Evenhand.Tests.Node;

/// <summary>A node over a ledger of its own in a temporary folder, under a clock that only the test moves.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> Begun = new(BeginAsync);

    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;
    private readonly Func<NodeSettings, NodeSettings> settings;
    private readonly TimeProvider time;
    private SqliteLedger ledger;

    private ServedNode(
        DirectoryInfo? folder,
        TimeProvider time,
        Func<NodeSettings, NodeSettings>? settings
    )
    {
        ownsFolder = folder is null;
        this.folder = folder ?? Directory.CreateTempSubdirectory("evenhand-node-");
        (this.time, this.settings) = (time, settings ?? (each => each));
        ledger = null!;
    }

    public HandClock Clock => (HandClock)time;

    public EvenhandNode Node { get; private set; } = null!;

    public SqliteLedger Ledger => ledger;

    public string Data => folder.FullName;

    public Moment Now => Moment.Of(time.GetUtcNow());

    /// <summary>Stands between the node and its ledger, where a test wants that.</summary>
    public Func<ILedger, ILedger> Between { get; set; } = ledger => ledger;

    /// <summary>A node whose clock stands at an instant.</summary>
    public static Task<ServedNode> At(
        string instant,
        Func<NodeSettings, NodeSettings>? settings = null,
        Func<ILedger, ILedger>? between = null
    ) => Under(new HandClock(instant), settings, between);

    /// <summary>A node under a clock whose policies are in its ledger already, so that they need no check.</summary>
    public static async Task<ServedNode> Under(
        TimeProvider time,
        Func<NodeSettings, NodeSettings>? settings = null,
        Func<ILedger, ILedger>? between = null
    )
    {
        var served = new ServedNode(null, time, settings);
        if (between is not null)
            served.Between = between;
        foreach (var (name, bytes) in await Begun.Value)
            await File.WriteAllBytesAsync(Path.Combine(served.Data, name), bytes);
        await served.StartAsync();
        return served;
    }

    /// <summary>A node over a folder of policies of its own, whose ledger is new unless it is given.</summary>
    public static async Task<ServedNode> Fresh(
        string instant,
        string policies,
        DirectoryInfo? folder = null,
        params Consumer[] consumers
    )
    {
        var shelf = new Vault.Shelf();
        var served = new ServedNode(
            folder,
            new HandClock(instant),
            each =>
                each with
                {
                    Policies = policies,
                    Consumers = consumers,
                    Targets = shelf.Opening(),
                    TargetSeal = shelf.Seal,
                }
        );
        await served.StartAsync();
        return served;
    }

    /// <summary>A node over a folder that holds a ledger already; the folder goes with it.</summary>
    public static async Task<ServedNode> Over(
        DirectoryInfo folder,
        string instant,
        Func<NodeSettings, NodeSettings>? settings = null
    )
    {
        var served = new ServedNode(folder, new HandClock(instant), settings);
        await served.StartAsync();
        return served;
    }

    /// <summary>Whether it holds its ledger, as a server does; several that do not may be beside each other.</summary>
    public bool Holds { get; set; }

    /// <summary>Another node over the same ledger, under the same clock.</summary>
    /// <param name="holds">Whether it takes the ledger over.</param>
    public async Task<ServedNode> BesideAsync(bool holds = false)
    {
        var beside = new ServedNode(folder, time, settings) { Holds = holds };
        await beside.StartAsync();
        return beside;
    }

    /// <summary>Stops the node and starts another over the same ledger.</summary>
    /// <param name="snapshots">Whether snapshots stay.</param>
    public async Task RestartAsync(bool snapshots = true)
    {
        await StopAsync();
        if (!snapshots)
            using (var opened = SqliteLedger.Open(Data))
                opened.DropSnapshots();
        await StartAsync();
    }

    /// <summary>Stops the node.</summary>
    public async Task StopAsync()
    {
        await Node.DisposeAsync();
        ledger.Dispose();
    }

    /// <summary>Starts a node over the ledger.</summary>
    public async Task StartAsync()
    {
        ledger = SqliteLedger.Open(Data, new LedgerOpening { Holds = Holds });
        Node = await NodeStart.RunAsync(
            settings(
                new NodeSettings
                {
                    Policies = RepositoryFile.PathOf("policies"),
                    Store = new FileStore(Path.Combine(Data, "vault")),
                }
            ),
            Between(ledger),
            time,
            NullLogger.Instance
        );
    }

    /// <summary>Moves the clock on and lets everything happen that is due.</summary>
    public async Task UntilAsync(string instant)
    {
        if (Story.Instant(instant).ToDateTimeOffset() > Clock.GetUtcNow())
            Clock.Set(instant);
        await Node.LookAfterDueAsync();
    }

    public Task<IngestOutcome> SendAsync(params string[] lines) =>
        Node.IngestAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), BodyFormat.Lines);

    public Task<IngestOutcome> SendAsync(Story story) => SendAsync([.. story.Lines]);

    public ValueTask<GateOutcome> AskAsync(
        string account,
        string act,
        string with = "{}",
        string more = ""
    ) =>
        Node.AskAsync(
            Encoding.UTF8.GetBytes(
                $$"""{"account":"{{account}}","act":"{{act}}","with":{{with}}{{more}}}"""
            ),
            null
        );

    /// <summary>The answer to an ask, or to the question before an act, of a stream; null while the account is not open.</summary>
    public async Task<GateOutcome?> AnswerAsync(RandomEvent each)
    {
        var data = JsonNode.Parse(each.Data)!.AsObject();
        var ask =
            each.Type == "gate.asked"
                ? data
                : new JsonObject { ["act"] = each.Type, ["with"] = data };
        ask["account"] = each.Account;
        ask["id"] = each.Id;
        try
        {
            return await Node.AskAsync(Encoding.UTF8.GetBytes(ask.ToJsonString()), null);
        }
        catch (RequestException closed)
            when (closed.Code is Code.UnknownAccount or Code.NotOpened or Code.Ended)
        {
            return null;
        }
    }

    /// <summary>What every ended cycle would be stated as now, as <c>replay</c> prints it.</summary>
    public string Expected(string account) =>
        Said.Json([
            .. Node.Statements(new AccountId(account))!
                .Where(each => !each.Closing)
                .Select(each =>
                    Node.Statement(new AccountId(account), each.FirstDay, expected: true)?.Statement
                )
                .OfType<Statement>()
                .Where(each => each.Time <= Now)
                .Cast<Effect>(),
        ]);

    /// <summary>The statements that were stated, in the order in which they were.</summary>
    public IReadOnlyList<CycleStatement> Stated(string account) =>
        [
            .. Node.Statements(new AccountId(account))!
                .Where(each => !each.Running)
                .OrderBy(each => each.Stated)
                .ThenBy(each => each.Statement.Time),
        ];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (ownsFolder)
            folder.Delete(recursive: true);
    }

    /// <summary>The files of a ledger that holds the published policies, checked once for all tests.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> BeginAsync()
    {
        var folder = Directory.CreateTempSubdirectory("evenhand-begun-");
        try
        {
            await using (await Fresh("2020-01-01", RepositoryFile.PathOf("policies"), folder)) { }
            return folder
                .EnumerateFiles()
                .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
