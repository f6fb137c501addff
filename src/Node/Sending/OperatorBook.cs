using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>
/// What those who run the service are told of what goes out: what happened and was not told yet, and the mails that are under way.
/// The fold of entries of the shared stream. Safe to use from many threads.
/// </summary>
internal sealed class OperatorBook
{
    /// <summary>What happens at once comes in one mail.</summary>
    private static readonly TimeSpan Gathers = TimeSpan.FromMinutes(1);

    /// <summary>There is one mail in it at most.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    /// <summary>What is older is no news, such as what happened while nobody was mailed.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(7);

    /// <summary>What happened and is told one by one; what is beyond that is counted.</summary>
    private const int MostWaiting = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Account, string Id), Met> waiting = [];
    private readonly Dictionary<string, OperatorsTold> told = new(StringComparer.Ordinal);
    private readonly SendingBook mails = new();
    private Moment last = Moment.Earliest;
    private long latest;
    private int beyond;

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">Where in the stream it stands.</param>
    public void Learn(SendingEntry entry, long place)
    {
        lock (gate)
            switch (entry)
            {
                case TroublesMet met:
                    foreach (var trouble in met.Troubles)
                        Note(met.Account, trouble, place);
                    break;
                case TargetSet set when SendingTroubles.Of(set) is { } trouble:
                    Note("", trouble, place);
                    break;
                case OperatorsTold its:
                    Begin(its, place);
                    break;
                case DeliveryTried or DeliverySettled:
                    mails.Learn(entry, place);
                    Forget();
                    break;
            }
    }

    /// <summary>What a mail would tell now; null where none is due.</summary>
    /// <param name="now">The present.</param>
    /// <param name="heldBefore">What happened before it is not told.</param>
    public OperatorReport? ReportAt(Moment now, Moment heldBefore)
    {
        lock (gate)
        {
            if (waiting.Count == 0 || now < NextReport())
                return null;
            Met[] all =
            [
                .. waiting
                    .Values.Where(each =>
                        each.Trouble.At > now - News && each.Trouble.At >= heldBefore
                    )
                    .OrderBy(each => each.Trouble.Step is null)
                    .ThenBy(each => each.Trouble.At)
                    .ThenBy(each => each.Account, StringComparer.Ordinal),
            ];
            if (all.Length == 0)
            {
                waiting.Clear();
                beyond = 0;
                return null;
            }
            return new OperatorReport(latest, all, beyond);
        }
    }

    /// <summary>Whether a mail is to be composed or sent.</summary>
    public bool IsDue(Moment now)
    {
        lock (gate)
            return waiting.Count > 0 && now >= NextReport() || mails.NextDue(stopped: false) <= now;
    }

    /// <summary>The mails that are to be sent now, which are under way from then on.</summary>
    public IReadOnlyList<Delivery> Begin(Moment now)
    {
        lock (gate)
            return mails.Begin(now, stopped: false);
    }

    /// <summary>A mail under way, and where it goes.</summary>
    public bool TryFind(
        Delivery delivery,
        [NotNullWhen(true)] out Message? message,
        [NotNullWhen(true)] out Target? target
    )
    {
        (message, target) = (null, null);
        lock (gate)
        {
            if (!told.TryGetValue(delivery.Notice, out var its))
                return false;
            var copy = its.Copies.First(each => each.Target == delivery.Target);
            (message, target) = (its.Message, new Target(copy.Target, copy.Channel, copy.Address));
            return true;
        }
    }

    /// <summary>Whether one more failure of a mail is the last.</summary>
    public bool IsLast(Delivery delivery, Moment now)
    {
        lock (gate)
            return mails.IsLast(delivery, now);
    }

    private Moment NextReport() =>
        Moment.Max(waiting.Values.Min(each => each.Trouble.At) + Gathers, last + Apart);

    private void Note(string account, Trouble trouble, long place)
    {
        latest = place;
        if (waiting.Count < MostWaiting)
            waiting.TryAdd((account, trouble.Id), new Met(account, trouble, place));
        else if (!waiting.ContainsKey((account, trouble.Id)))
            beyond++;
    }

    private void Begin(OperatorsTold its, long place)
    {
        foreach (var (key, met) in waiting.ToArray())
            if (met.Place <= its.UpTo)
                waiting.Remove(key);
        beyond = latest <= its.UpTo ? 0 : beyond;
        last = its.At;
        told[its.Id] = its;
        mails.Learn(its.Planned, place);
    }

    private void Forget()
    {
        foreach (var id in told.Keys.ToArray())
            if (mails.State.Open.All(each => each.Notice != id))
                told.Remove(id);
    }
}

/// <summary>Something that happened to messages.</summary>
/// <param name="Account">The account; empty for what goes to the operators.</param>
/// <param name="Trouble">What happened.</param>
/// <param name="Place">Where on the shared stream it stands.</param>
internal sealed record Met(string Account, Trouble Trouble, long Place);

/// <summary>What a mail to those who run the service tells.</summary>
/// <param name="UpTo">The place of the last that it tells of.</param>
/// <param name="All">What happened, what starts a clock first.</param>
/// <param name="Beyond">How much more happened.</param>
internal sealed record OperatorReport(long UpTo, IReadOnlyList<Met> All, int Beyond);
