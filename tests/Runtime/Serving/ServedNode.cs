using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Ledger.Sqlite;
using Evenhand.Runtime.Serving;
using Evenhand.Runtime.Serving.Gate;
using Evenhand.Runtime.Serving.Ingest;
using Evenhand.Runtime.Serving.Views;
using Evenhand.Tests.Core;
using Evenhand.Tests.Runtime.Import;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace Evenhand.Tests.Runtime.Serving;

/// <summary>A node over a ledger of its own in a temporary folder, under a clock that only the test moves.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-node-");
    private readonly Func<NodeSettings, NodeSettings> settings;
    private SqliteLedger ledger;

    private ServedNode(FakeTimeProvider clock, Func<NodeSettings, NodeSettings> settings)
    {
        (Clock, this.settings) = (clock, settings);
        ledger = SqliteLedger.Open(folder.FullName);
    }

    public FakeTimeProvider Clock { get; }

    public Node Node { get; private set; } = null!;

    public SqliteLedger Ledger => ledger;

    public string Data => folder.FullName;

    public long Now => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>A node whose clock stands at an instant.</summary>
    public static async Task<ServedNode> At(
        string instant,
        Func<NodeSettings, NodeSettings>? settings = null
    )
    {
        var clock = new FakeTimeProvider(Story.Instant(instant).ToDateTimeOffset());
        var served = new ServedNode(clock, settings ?? (each => each));
        await served.StartAsync();
        return served;
    }

    /// <summary>Stops the node and starts another over the same ledger.</summary>
    /// <param name="snapshots">Whether snapshots stay.</param>
    public async Task RestartAsync(bool snapshots = true)
    {
        await Node.DisposeAsync();
        if (!snapshots)
            ledger.DropSnapshots();
        ledger.Dispose();
        ledger = SqliteLedger.Open(folder.FullName);
        await StartAsync();
    }

    /// <summary>Moves the clock on and lets everything happen that is due.</summary>
    public async Task UntilAsync(string instant)
    {
        var to = Story.Instant(instant).ToDateTimeOffset();
        if (to > Clock.GetUtcNow())
            Clock.SetUtcNow(to);
        await Node.LookAfterDueAsync();
        await Node.LookAfterDueAsync();
    }

    public Task<IngestOutcome> SendAsync(params string[] lines) =>
        Node.IngestAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), BodyFormat.Lines);

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

    /// <summary>What every ended cycle would be stated as now, as <c>replay</c> prints it.</summary>
    public string Expected(string account) =>
        Said.Json([
            .. Node.Statements(account)!
                .Where(each => !each.Closing)
                .Select(each => Node.Statement(account, each.FirstDay, expected: true)!.Statement)
                .Where(each => each.Time <= Now)
                .Cast<Effect>(),
        ]);

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        ledger.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync() =>
        Node = await Node.StartAsync(
            settings(new NodeSettings { Policies = RepositoryFile.PathOf("policies") }),
            ledger,
            Clock,
            NullLogger.Instance
        );
}
