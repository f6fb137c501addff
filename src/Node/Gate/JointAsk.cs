using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Gate;

/// <summary>
/// Asks of one account that reserve all that they ask for, or nothing: answered in one visit, each seeing what those before it
/// hold, and stored as one record.
/// </summary>
internal sealed class JointAsk(LiveGate asking, IReadOnlyList<PendingAsk> asks)
{
    /// <summary>The account.</summary>
    public AccountId Account => asks[0].Asked.Account;

    /// <summary>The present.</summary>
    public Moment Now => asks[0].Now;

    /// <summary>What is to be stored; null where nothing is.</summary>
    public Addition? Addition { get; private set; }

    /// <summary>Ends when what earlier asks of these ids hold is stored.</summary>
    public Task Stored => Task.WhenAll(asks.Select(ask => ask.Stored));

    /// <summary>Answers them. In the account's turn.</summary>
    /// <exception cref="RequestException">One of them has no answer; nothing is held.</exception>
    public GateOutcome[] Answer(ServedAccount account)
    {
        var outcomes = new GateOutcome[asks.Count];
        var holds = false;
        try
        {
            for (var place = 0; place < asks.Count; place++)
                outcomes[place] = Answer(account, place);
            holds = Array.TrueForAll(outcomes, each => each.Decision.Outcome != Outcome.Deny);
        }
        finally
        {
            if (!holds)
                TakeBack(account);
        }
        if (!holds)
            return [.. outcomes.Zip(asks, WithoutReservation)];
        var records = asks.Select(ask => ask.Record).OfType<ReservationMade>().ToList();
        Addition = records.Count == 0 ? null : LiveGate.Store(account, records, Now);
        return outcomes;
    }

    /// <summary>Holds nothing of it any more. In the account's turn.</summary>
    public void TakeBack(ServedAccount account)
    {
        foreach (var ask in asks)
            if (ask.Record is { } record)
                account.Reservations.Drop(record.Id);
    }

    private GateOutcome Answer(ServedAccount account, int place)
    {
        try
        {
            return asking.Noted(asks[place], asking.Answer(account, asks[place]));
        }
        catch (RequestException refused) when (refused.Rejected.Count == 0)
        {
            throw ManyAsks.NoneOf([(place, refused)]);
        }
    }

    /// <summary>What an earlier request holds under the same id stays; what this one held is gone.</summary>
    private static GateOutcome WithoutReservation(GateOutcome outcome, PendingAsk ask) =>
        ask.Record is null ? outcome : outcome with { Reservation = null };
}
