using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Node.Accounts;
using Evenhand.Node.Acts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads where accounts stand: cases of all of them, and everything that stands about one.</summary>
public sealed class StandingReads
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;

    internal StandingReads(NodeContext context, AccountDirectory accounts)
    {
        (this.context, this.accounts) = (context, accounts);
        Queue = new CaseQueue(context, accounts);
    }

    /// <summary>The cases of all accounts.</summary>
    internal CaseQueue Queue { get; }

    /// <summary>Cases of all accounts in the order of urgency: what runs out first comes first.</summary>
    public Page<QueuedCase> Cases(CaseQuery query, string? after, int limit) =>
        Queue.Page(query, after, limit);

    /// <summary>The accounts of which something asked waits for an answer, by name.</summary>
    public Page<string> Asking(string? after, int limit) => Queue.Asking(after, limit);

    /// <summary>Where an account stands; null where there is no such account, or it is not open.</summary>
    public StandingFigures? Of(string account) =>
        accounts.Visit(
            account,
            its => its.Live is { } live ? StandingReading.Of(live, context.Clock.Now) : null
        );

    /// <summary>A case with what is said of it and what can be proposed on it; null where there is none.</summary>
    public CaseFile? Case(string account, string id) =>
        accounts.Visit(
            account,
            its =>
            {
                var now = context.Clock.Now;
                if (
                    its.Live is not { } live
                    || StandingReading.On(live, id, now) is not { } possible
                )
                    return null;
                var standing = StandingReading.Of(live, now);
                return new CaseFile(
                    QueuedCases.Of(its, standing).First(each => each.Case.Id == id),
                    standing,
                    possible,
                    [
                        .. its
                            .Notes.All.Select(Said.Of)
                            .Where(said =>
                                said.About == id && said.What is ("assigned" or "noted")
                            ),
                    ]
                );
            }
        );
}

/// <summary>A case with all that stands about it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Standing">Where the account stands.</param>
/// <param name="Possible">What can be proposed on it now, and why not the rest.</param>
/// <param name="Notes">Who saw to it, and what they noted.</param>
public sealed record CaseFile(
    QueuedCase Case,
    StandingFigures Standing,
    IReadOnlyList<PossibleStep> Possible,
    IReadOnlyList<Said> Notes
);
