using System.Collections.Immutable;
using Evenhand.Core.Time;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>What holds for the messages of all accounts. Safe to use from many threads.</summary>
/// <param name="settings">How the node sends; null where it does not.</param>
internal sealed class SendingDesk(SendingSettings? settings)
{
    /// <summary>The name of the outbox's consumer.</summary>
    public const string Name = "channels";

    private readonly Lock gate = new();
    private ImmutableArray<Target> targets = [];
    private Moment heldBefore = Moment.Earliest;

    /// <summary>How it sends; null where it does not.</summary>
    public SendingSettings? Settings => settings;

    /// <summary>Whether nothing goes out for now.</summary>
    public bool IsStopped => settings is not { IsStopped: false };

    /// <summary>What is planned of several accounts at once is stored in one commit.</summary>
    private const int PlannedAtOnce = 64;

    /// <summary>Takes what accounts are told; set by the room that sends.</summary>
    public Func<SaidEntry, CancellationToken, Task> Take { get; set; } =
        (_, _) => throw new InvalidOperationException("nobody plans yet");

    /// <summary>Who is given what accounts are told: nobody where nothing is sent.</summary>
    public IEnumerable<Consumer> Consumers =>
        settings is null
            ? []
            : [new Consumer(Name, (entry, stop) => Take(entry, stop)) { AtOnce = PlannedAtOnce }];

    /// <summary>Where the operators have messages of all accounts go.</summary>
    public ImmutableArray<Target> Targets
    {
        get
        {
            lock (gate)
                return targets;
        }
    }

    /// <summary>What was told before this instant does not go out unless it is asked for.</summary>
    public Moment HeldBefore
    {
        get
        {
            lock (gate)
                return heldBefore;
        }
    }

    /// <summary>
    /// When an account is to be looked at for what goes out of it. While nothing does it is looked at now and then, so that it
    /// is found when that is over.
    /// </summary>
    public Moment NextDue(SendingBook book, Moment now)
    {
        if (settings is null)
            return Moment.Never;
        if (!IsStopped || book.State.Open.IsEmpty)
            return book.NextDue(stopped: false);
        return Moment.Min(
            book.NextDue(stopped: true),
            Moment.Max(book.NextDue(stopped: false), now + LooksAgain)
        );
    }

    private static readonly TimeSpan LooksAgain = TimeSpan.FromMinutes(10);

    /// <summary>The channel of a name; null where there is none.</summary>
    public Channel? Find(string channel) =>
        settings?.Channels.FirstOrDefault(each => each.Name == channel);

    /// <summary>What those who run the service are told of what goes out.</summary>
    public OperatorBook Operators { get; } = new();

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">Where in the stream it stands.</param>
    public void Learn(SendingEntry entry, long place)
    {
        Operators.Learn(entry, place);
        lock (gate)
            switch (entry)
            {
                case TargetSet set:
                    targets = [.. targets.Where(each => each.Id != set.Target.Id), set.Target];
                    break;
                case TargetEnded ended:
                    targets = [.. targets.Where(each => each.Id != ended.Target)];
                    break;
                case SendingHeld held:
                    heldBefore = Moment.Max(heldBefore, held.Before);
                    break;
            }
    }
}
