using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Acts;
using Evenhand.Node.Context;
using Evenhand.Node.Exporting;
using Evenhand.Node.Reasons;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads where accounts stand: cases of all of them, and everything that stands about one.</summary>
public sealed class StandingReads
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;

    /// <summary>Events that are read at once for a case's file.</summary>
    private const int AtOnce = 1_000;

    private readonly ReasonsDesk reasons;
    private readonly AccountReads events;

    internal StandingReads(
        NodeContext context,
        AccountDirectory accounts,
        ReasonsDesk reasons,
        AccountReads events,
        FirstFill fill
    )
    {
        (this.context, this.accounts) = (context, accounts);
        (this.reasons, this.events) = (reasons, events);
        Queue = new CaseQueue(context, fill);
    }

    /// <summary>The cases of all accounts.</summary>
    internal CaseQueue Queue { get; }

    /// <summary>Cases of all accounts in the order of urgency: what runs out first comes first.</summary>
    public Page<QueuedCase> Cases(CaseQuery query, string? after, int limit) =>
        Queue.Page(query, after, limit);

    /// <summary>The accounts of which something asked waits for an answer, by name.</summary>
    public Page<AccountId> Asking(string? after, int limit) => Queue.Asking(after, limit);

    /// <summary>Where an account stands; null where there is no such account, or it is not open.</summary>
    public StandingFigures? Of(AccountId account) =>
        accounts.Visit(
            account,
            its => its.Live is { } live ? StandingReading.Of(live, context.Clock.Now) : null
        );

    /// <summary>The holds on what an account stores; null where there is no such account.</summary>
    public IReadOnlyList<HoldFigures>? Holds(AccountId account) =>
        accounts.Visit<IReadOnlyList<HoldFigures>>(
            account,
            its => its.Live is { } live ? VaultReading.Holds(live, context.Clock.Now) : []
        );

    /// <summary>The hashes of the statements of reasons of an account, by step; empty where there is no such account.</summary>
    public IReadOnlyDictionary<string, string> HashesOfReasons(AccountId account) =>
        accounts.Visit(account, its => its.Reasons.All) ?? new Dictionary<string, string>();

    /// <summary>A statement of the reasons of a step, byte for byte as it was made; null where there is none.</summary>
    /// <param name="account">The account.</param>
    /// <param name="step">The id of the step.</param>
    /// <param name="sha256">The hash of its JSON, where the step was taken again and another than the first is wanted; else null.</param>
    public KeptReasons? Reasons(AccountId account, string step, string? sha256 = null) =>
        accounts.Visit(account, its => its.Reasons.Of(step)) is null
        || accounts.Find(account) is not { } door
            ? null
            : door.Study(() => reasons.Find(account, step, sha256));

    /// <summary>The ledger, by its id.</summary>
    public Guid Ledger => context.Ledger.Identity.Id;

    /// <summary>A case, and the parts of its file; null where there is none.</summary>
    public (CaseFile File, CaseParts Parts)? Parts(AccountId account, string id)
    {
        if (Case(account, id) is not { } file || accounts.Find(account) is not { } door)
            return null;
        var parts = new CaseFileReads(
            context,
            (query, after) => events.Events(query, after, AtOnce)
        );
        return door.Study(() => (file, parts.Of(account, file)));
    }

    private static Cycle CycleOf(LiveAccount live, CaseFigures its)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(its.Cycle).Value;
        return live.CycleAt(Moment.Of(live.Zone.AtStartOfDay(day).ToInstant()));
    }

    /// <summary>A case with what is said of it and what can be proposed on it; null where there is none.</summary>
    public CaseFile? Case(AccountId account, string id) =>
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
                    Cycle = CycleOf(live, standing.Cases.First(each => each.Id == id)),
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

    /// <summary>The case's cycle.</summary>
    public required Cycle Cycle { get; init; }
}
