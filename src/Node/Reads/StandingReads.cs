using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Node.Accounts;
using Evenhand.Node.Acts;
using Evenhand.Node.Context;
using Evenhand.Node.Reasons;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads where accounts stand: cases of all of them, and everything that stands about one.</summary>
public sealed class StandingReads
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;

    private readonly ReasonsDesk reasons;

    internal StandingReads(NodeContext context, AccountDirectory accounts, ReasonsDesk reasons)
    {
        (this.context, this.accounts, this.reasons) = (context, accounts, reasons);
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

    /// <summary>The holds on what an account stores; null where there is no such account.</summary>
    public IReadOnlyList<HoldFigures>? Holds(string account) =>
        accounts.Visit<IReadOnlyList<HoldFigures>>(
            account,
            its => its.Live is { } live ? VaultReading.Holds(live, context.Clock.Now) : []
        );

    /// <summary>The hashes of the statements of reasons of an account, by step; empty where there is no such account.</summary>
    public IReadOnlyDictionary<string, string> HashesOfReasons(string account) =>
        accounts.Visit(account, its => its.Reasons.All) ?? new Dictionary<string, string>();

    /// <summary>The statement of reasons of a step, byte for byte as it was made; null where there is none.</summary>
    public KeptReasons? Reasons(string account, string step) =>
        accounts.Visit(account, its => its.Reasons.Has(step) ? "" : null) is null
        || accounts.Find(account) is not { } door
            ? null
            : door.Study(() => reasons.Find(account, step));

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
                )
                {
                    Reasons = its.Reasons.All,
                };
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
)
{
    /// <summary>The hashes of the statements of reasons, by step.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }
}
