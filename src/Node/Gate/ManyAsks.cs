using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Node.Gate;

/// <summary>Answers lists of asks, in their order: each for itself, or those of one account together.</summary>
internal sealed class ManyAsks(NodeContext context, LiveGate asking)
{
    /// <summary>Asks of one request.</summary>
    public const int Most = 1_000;

    /// <summary>Answers each ask as if it had come alone; one that has no answer stands in nobody's way.</summary>
    /// <exception cref="RequestException">It is no list, or too long.</exception>
    public ValueTask<AskResult[]> AskAsync(ReadOnlyMemory<byte> body, AccountId? onlyAccount)
    {
        var storing = new List<(int Place, Task<GateOutcome> Outcome)>();
        var results = Decide(body.Span, onlyAccount, storing);
        return storing.Count == 0 ? new(results) : StoredAsync(results, storing);
    }

    /// <summary>Answers asks of one account, each of which reserves: all of them do then, or none.</summary>
    /// <exception cref="RequestException">One of them has no answer, does not reserve, or is of another account; nothing is held.</exception>
    public async ValueTask<AskResult[]> ReserveAllAsync(
        ReadOnlyMemory<byte> body,
        AccountId? onlyAccount
    )
    {
        var asks = ReadAll(body.Span, onlyAccount);
        var joint = new JointAsk(asking, asks);
        var outcomes = asking.Decide(joint);
        await asking.StoreAsync(joint);
        return [.. outcomes.Select(outcome => new AskResult(outcome, null))];
    }

    /// <summary>Why nothing is reserved: what is wrong with some of the asks.</summary>
    public static RequestException NoneOf(IReadOnlyList<(int Place, RequestException Why)> wrong)
    {
        var first = wrong[0].Why;
        return new RequestException(first.Code, $"nothing is reserved: {first.Message}")
        {
            RetryAfter = first.RetryAfter,
            Rejected =
            [
                .. wrong.Select(each => new RejectedElement(
                    each.Place,
                    each.Why.Code,
                    each.Why.Message
                )
                {
                    DidYouMean = each.Why.DidYouMean,
                }),
            ],
        };
    }

    private AskResult[] Decide(
        ReadOnlySpan<byte> body,
        AccountId? onlyAccount,
        List<(int, Task<GateOutcome>)> storing
    )
    {
        var (places, now) = (Split(body), context.Clock.Now);
        var results = new AskResult[places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            try
            {
                var pending = asking.Read(body[places[i]], onlyAccount, now);
                var outcome = asking.Decide(pending);
                results[i] = new AskResult(outcome, null);
                if (pending.Addition is not null || !pending.Stored.IsCompletedSuccessfully)
                    storing.Add((i, asking.StoredAsync(pending, outcome).AsTask()));
            }
            catch (Exception refused) when (WhyNot(refused) is { } why)
            {
                results[i] = new AskResult(null, why);
            }
        }
        return results;
    }

    private static async ValueTask<AskResult[]> StoredAsync(
        AskResult[] results,
        List<(int Place, Task<GateOutcome> Outcome)> storing
    )
    {
        foreach (var (place, outcome) in storing)
        {
            try
            {
                results[place] = new AskResult(await outcome, null);
            }
            catch (Exception refused) when (WhyNot(refused) is { } why)
            {
                results[place] = new AskResult(null, why);
            }
        }
        return results;
    }

    private List<PendingAsk> ReadAll(ReadOnlySpan<byte> body, AccountId? onlyAccount)
    {
        var (places, now) = (Split(body), context.Clock.Now);
        var asks = new List<PendingAsk>(places.Count);
        var wrong = new List<(int, RequestException)>();
        for (var i = 0; i < places.Count; i++)
        {
            try
            {
                var ask = asking.Read(body[places[i]], onlyAccount, now);
                asks.Add(ask);
                if (ask.Asked.Quantity is null || ask.Asked.Account != asks[0].Asked.Account)
                    wrong.Add((i, NotOne));
            }
            catch (RequestException refused)
            {
                wrong.Add((i, refused));
            }
        }
        return wrong.Count == 0 ? asks : throw NoneOf(wrong);
    }

    private static RequestException NotOne =>
        new(
            Code.Malformed,
            "asks that reserve together are of one account, and each of them has a reserve"
        );

    /// <summary>Where the asks lie; all are counted before the first is answered.</summary>
    private static List<Range> Split(ReadOnlySpan<byte> body)
    {
        var places = new List<Range>();
        var splitter = new BodySplitter(body, BodyFormat.Array, "ask");
        while (splitter.Next(out var element))
        {
            if (places.Count == Most)
                throw new RequestException(
                    Code.TooLarge,
                    $"more than {Counted.Of(Most, "ask")} in one body; send several"
                );
            _ = body.Overlaps(element, out var from);
            places.Add(from..(from + element.Length));
        }
        if (splitter.Fault is { } broken)
            throw new RequestException(Code.Malformed, broken);
        return places.Count > 0
            ? places
            : throw new RequestException(Code.Malformed, "the list of asks is empty");
    }

    private static RequestException? WhyNot(Exception refused) =>
        refused as RequestException
        ?? (
            refused is LedgerException
                ? new RequestException(Code.Unavailable, "the ledger does not answer; try again")
                : null
        );
}
