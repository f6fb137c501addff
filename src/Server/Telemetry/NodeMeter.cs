using System.Diagnostics.Metrics;
using Evenhand.Node;
using Evenhand.Node.Vault;

namespace Evenhand.Server.Telemetry;

/// <summary>What a node does, as instruments that are read when somebody looks.</summary>
internal sealed class NodeMeter : IDisposable
{
    public const string Name = "Evenhand";

    private readonly Meter meter = new(Name);

    public NodeMeter(Func<NodeFigures> read, Func<VaultFigures> stored)
    {
        Level("evenhand.accounts", "{account}", "Accounts in the ledger", () => read().Accounts);
        Level("evenhand.accounts.loaded", "{account}", "Of these, in memory", () => read().Loaded);
        Level(
            "evenhand.accounts.parked",
            "{account}",
            "Accounts that are set aside",
            () => read().Parked
        );
        Level(
            "evenhand.ingest.waiting",
            "By",
            "Events that wait for the ledger",
            () => read().WaitingBytes
        );
        Level(
            "evenhand.clock.waiting",
            "1",
            "1 while what time drives waits for the clock to be right",
            () => read().Clock.IsTrusted ? 0 : 1
        );
        Level(
            "evenhand.clock.offset",
            "s",
            "By how much the machine's clock is ahead of the time that the server goes by",
            () => (long)read().Clock.Offset.TotalSeconds
        );
        Count("evenhand.events.accepted", "{event}", "Events stored", () => read().Accepted);
        Count("evenhand.events.duplicate", "{event}", "Repeats dropped", () => read().Duplicates);
        Count("evenhand.events.rejected", "{event}", "Elements rejected", () => read().Rejected);
        Count("evenhand.ledger.commits", "{commit}", "Commits", () => read().Commits);
        Count("evenhand.gate.asks", "{ask}", "Asks answered", () => read().Asks);
        Count("evenhand.gate.denied", "{ask}", "Asks denied", () => read().Denied);
        Count("evenhand.statements", "{statement}", "Statements stated", () => read().Stated);
        Count("evenhand.refolds", "{account}", "Accounts folded anew", () => read().Refolds);
        Stored(stored);
    }

    /// <summary>What is done with bytes of stored things.</summary>
    private void Stored(Func<VaultFigures> read)
    {
        meter.CreateObservableUpDownCounter(
            "evenhand.vault.waiting",
            () =>
                read()
                    .Waiting.Select(each => new Measurement<long>(
                        each.Things,
                        new KeyValuePair<string, object?>("why", each.Why)
                    )),
            "{thing}",
            "Things with whose bytes something is to be done, by what stands in the way"
        );
        Level(
            "evenhand.vault.lag",
            "s",
            "How long the first of what is due waits",
            () => read().Lag
        );
        Count(
            "evenhand.vault.removed",
            "{thing}",
            "Things whose bytes left the store",
            () => read().RemovedThings
        );
        Count(
            "evenhand.vault.removed.size",
            "By",
            "How many bytes these had",
            () => read().Removed
        );
        Count(
            "evenhand.vault.moved",
            "{thing}",
            "Things whose bytes went to the other side of the store",
            () => read().MovedThings
        );
        Count("evenhand.vault.moved.size", "By", "How many bytes these had", () => read().Moved);
    }

    public void Dispose() => meter.Dispose();

    private void Level(string name, string unit, string description, Func<long> read) =>
        meter.CreateObservableUpDownCounter(name, read, unit, description);

    private void Count(string name, string unit, string description, Func<long> read) =>
        meter.CreateObservableCounter(name, read, unit, description);
}
