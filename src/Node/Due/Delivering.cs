using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;

namespace Evenhand.Node.Due;

/// <summary>Gives every consumer what accounts were told, each in a lane of its own.</summary>
internal sealed class Delivering
{
    private readonly DeliveryLane[] lanes;

    /// <summary>Lanes for all consumers of a node.</summary>
    public Delivering(NodeContext context, AccountDirectory accounts, Committer committer) =>
        lanes = [
            .. context.Consumers.All.Select(consumer => new DeliveryLane(
                context,
                accounts,
                committer,
                consumer
            )),
        ];

    /// <summary>Ends when no lane has anything to do.</summary>
    public Task IdleAsync() => Task.WhenAll(lanes.Select(lane => lane.Idle));

    /// <summary>Takes up what an account has for consumers. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        foreach (var lane in lanes)
            lane.Look(account);
    }
}
