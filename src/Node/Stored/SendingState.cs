using System.Collections.Immutable;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>How the messages of one account stand: what the entries of its stream come to.</summary>
/// <param name="Open">Deliveries that are not over, in the order in which they were told.</param>
/// <param name="Failing">Targets that did not take the last that was sent to them.</param>
/// <param name="Targets">Where the account has its own messages go.</param>
/// <param name="Planned">The latest of what was told that was looked at; more than may come again.</param>
/// <param name="Trails">What happened to those that did not arrive at the first try, whether they are over or not.</param>
/// <param name="Arrived">What was told that arrived somewhere, while others of its deliveries are open or have a trail.</param>
/// <param name="Thresholds">What the account wants to be told of.</param>
/// <param name="Troubles">What those who run the service are to be told of, and was not passed on yet.</param>
internal sealed record SendingState(
    ImmutableArray<Delivery> Open,
    ImmutableArray<FailingTarget> Failing,
    ImmutableArray<Target> Targets,
    ImmutableArray<string> Planned,
    ImmutableArray<DeliveryTrail> Trails,
    ImmutableArray<string> Arrived,
    ImmutableArray<Threshold> Thresholds,
    ImmutableArray<Trouble> Troubles
)
{
    /// <summary>That of an account of which nothing was sent.</summary>
    public static readonly SendingState Empty = new([], [], [], [], [], [], [], []);

    /// <summary>An outbox gives a hundred entries at a time, and after a crash the same once more.</summary>
    private const int MostPlanned = 128;

    /// <summary>How long after everything else has failed what lies in the inbox counts as delivered.</summary>
    private static readonly TimeSpan PortalWait = TimeSpan.FromDays(14);

    /// <summary>How things stand after an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">Where in the stream it stands.</param>
    public SendingState With(SendingEntry entry, long place) =>
        SendingTroubles.Follow(this, SendingTrails.Follow(this, After(entry, place), entry), entry);

    private SendingState After(SendingEntry entry, long place) =>
        entry switch
        {
            DeliveryPlanned planned => With(planned, place),
            DigestPlanned digest => this with
            {
                Open =
                [
                    .. Open.Where(each => !digest.Deliveries.Contains(each.Id)),
                    digest.DeliveryAt(place),
                ],
            },
            DeliveryTried tried => With(tried),
            DeliverySettled settled => With(settled),
            // Whoever asks has seen to what was wrong: it is tried at once.
            DeliveryAsked asked => Worked(asked.Delivery.Target) with
            {
                Open = [.. Without(asked.Delivery.Id), asked.Delivery],
            },
            TargetSet set => this with
            {
                Targets = [.. Targets.Where(each => each.Id != set.Target.Id), set.Target],
            },
            ThresholdsSet set => this with { Thresholds = set.Thresholds },
            TargetEnded ended => this with
            {
                Targets = [.. Targets.Where(each => each.Id != ended.Target)],
            },
            _ => this,
        };

    private SendingState With(DeliveryPlanned planned, long place)
    {
        return this with
        {
            Open = [.. Open, .. DeliveriesOf(planned, place)],
            Planned = [.. Planned.TakeLast(MostPlanned - 1), planned.Notice],
        };
    }

    /// <summary>The deliveries that were planned, as they begin.</summary>
    public static IEnumerable<Delivery> DeliveriesOf(DeliveryPlanned planned, long place)
    {
        var others = planned.Copies.Any(copy => copy.Channel != Delivery.Portal);
        return planned.Copies.Select(copy => new Delivery(
            $"{planned.Notice}.{copy.Target}",
            planned.Notice,
            planned.Step,
            planned.Kind,
            copy.Target,
            copy.Channel,
            place,
            planned.Told,
            copy.Channel != Delivery.Portal ? null
                : others ? Moment.Never
                : planned.At + PortalWait
        )
        {
            Digest = copy.Digest,
        });
    }

    private SendingState With(DeliveryTried tried)
    {
        if (Find(tried.Delivery) is not { } its)
            return this;
        return tried.Due is { } due
            ? Worked(its.Target) with
            {
                Open = Open.Replace(its, its with { Due = due }),
            }
            : Failed(its.Target, tried.At);
    }

    private SendingState With(DeliverySettled settled)
    {
        if (Find(settled.Delivery) is not { } its)
            return this;
        var next = this with { Open = [.. Without(its.Id)] };
        if (settled.State == DeliveryState.Delivered)
            return next.Worked(its.Target) with
            {
                Open = [.. next.Open.Where(each => !each.IsPortal || each.Notice != its.Notice)],
            };
        if (settled.Tried)
            next = next.Failed(its.Target, settled.At);
        return next.LeftToPortal(its.Notice, settled.At);
    }

    /// <summary>Where nothing else can bring it any more, what lies in the inbox counts after a while.</summary>
    private SendingState LeftToPortal(string notice, Moment at)
    {
        if (Open.Any(each => each.Notice == notice && !each.IsPortal))
            return this;
        return this with
        {
            Open =
            [
                .. Open.Select(each =>
                    each.Notice == notice && each.Due == Moment.Never
                        ? each with
                        {
                            Due = at + PortalWait,
                        }
                        : each
                ),
            ],
        };
    }

    private SendingState Worked(string target) =>
        this with
        {
            Failing = [.. Failing.Where(each => each.Target != target)],
        };

    private SendingState Failed(string target, Moment at)
    {
        var before = Failing.FirstOrDefault(each => each.Target == target);
        var now = new FailingTarget(target, (before?.Failures ?? 0) + 1, before?.Since ?? at, at);
        return this with { Failing = [.. Failing.Where(each => each.Target != target), now] };
    }

    /// <summary>A delivery that is not over; null where there is none of that id.</summary>
    public Delivery? Find(string id) => Open.FirstOrDefault(each => each.Id == id);

    private IEnumerable<Delivery> Without(string id) => Open.Where(each => each.Id != id);
}

/// <summary>A target that did not take the last that was sent to it.</summary>
/// <param name="Target">Its id.</param>
/// <param name="Failures">How often one after the other.</param>
/// <param name="Since">When it did not for the first time.</param>
/// <param name="Last">When it did not for the last time.</param>
internal sealed record FailingTarget(string Target, int Failures, Moment Since, Moment Last);
