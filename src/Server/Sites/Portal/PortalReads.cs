using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Policies;
using Evenhand.Node.Roles;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Portal;
using Evenhand.Policies.Interpreting;
using Evenhand.Policies.Publishing;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Evenhand.Wording;
using NodaTime;
using static Evenhand.Core.Stream.BuiltIns.Kind;
using StepState = Evenhand.Core.Effects.StepState;

namespace Evenhand.Server.Sites.Portal;

/// <summary>What an account's people see of what was decided, and what they may say to it.</summary>
internal sealed class PortalReads(
    EvenhandNode node,
    TimeProvider clock,
    PolicyPages policies,
    SiteReads reads
)
{
    /// <summary>The clauses of the policy, with the account's figures.</summary>
    public OwnClauses Clauses { get; } = new(node, clock, policies);

    /// <summary>What was decided, and what was asked.</summary>
    public AskedSheet Asked(AccountFrame frame, Key key)
    {
        var account = frame.Account.Id;
        var standing = node.Standing.Of(new AccountId(account));
        var (policy, reasons) = (
            VersionOf(frame.Account),
            node.Standing.HashesOfReasons(new AccountId(account))
        );
        if (standing is null)
            return new AskedSheet();
        return new AskedSheet
        {
            Steps =
            [
                .. from step in standing.Steps
                where step.State is StepState.Announced or StepState.InForce
                orderby step.To descending
                select StepOf(frame, step, policy, key, reasons),
            ],
            Appeals =
            [
                .. standing
                    .Appeals.Reverse()
                    .Select(each => new AccountAppeal(
                        StandingItems.Of(account, each),
                        each.Against.Clause is { } line
                            ? frame.Reader.Say[
                                "Against the line {0} of the month from {1}.",
                                TitleOf(policy, line.Slug),
                                frame.Reader.DayOf(each.Against.Cycle ?? "")
                            ]
                            : frame.Reader.Say["Against a decision about you."]
                    )),
            ],
            Requests =
            [
                .. standing
                    .Requests.Reverse()
                    .Select(each => RequestOf(frame, StandingItems.Of(account, each), policy, key)),
            ],
            Questions = [.. Questions(frame, policy).Reverse()],
        };
    }

    /// <summary>Why a step was taken, as the account was told.</summary>
    public ReadOnlyMemory<byte> Reasons(string account, string step, Language say) =>
        node.Standing.Reasons(new AccountId(account), step)?.In(say).Html
        ?? throw Refusal.Missing("statement of reasons");

    /// <summary>A line of a bill.</summary>
    public LineSheet Line(AccountFrame frame, string cycle, string clause, Key key)
    {
        var bill = reads.Bill(frame.Account.Id, cycle, frame.Reader.Say);
        var line =
            bill.Lines.FirstOrDefault(each => each.Clause == clause && each.Kind is null)
            ?? throw Refusal.Missing("line");
        var policy = VersionOf(frame.Account);
        var against = new JsonObject { ["clause"] = clause, ["cycle"] = cycle };
        return new LineSheet(
            bill,
            line,
            policy is null || policies.Checked(policy) is not { } text
                ? []
                : Excerpt.Of(text, clause),
            Appeal(
                frame,
                against,
                PageActs.AppealOfLine,
                name => name == "cycle" ? cycle : clause,
                key
            ),
            Until(policy, Moment.Of(bill.To), frame),
            Since(frame.Account.Id, cycle, line),
            [
                .. Questions(frame, policy)
                    .Where(each =>
                        each.Question is { Matter: "line" } its
                        && (its.About, its.Cycle) == (clause, cycle)
                    ),
            ]
        )
        {
            Readings = policy is null ? [] : Readings(policy, clause),
        };
    }

    /// <summary>How else unclear words of a clause could be read.</summary>
    private IReadOnlyList<string> Readings(PublishedPolicy policy, string clause) =>
        policies.Checked(policy) is not { } text
            ? []
            :
            [
                .. from reading in Alternatives.Of(text.Policy)
                where reading.Clause == clause
                from other in reading.Instead
                select $"“{reading.Words}”: {other.Says}",
            ];

    /// <summary>How a line stands today, where that is otherwise than its bill says; null where it is not.</summary>
    private Wire.LineStatus? Since(string account, string cycle, StatementLine line) =>
        node.Statement(new AccountId(account), cycle, true) is { } today
        && StatementViews
            .Of(today)
            .Lines.FirstOrDefault(each => each.Clause == line.Clause && each.Kind is null)
            is { } same
        && same.Status != line.Status
            ? same.Status
            : null;

    /// <summary>A request for an exception of a clause; null where it has no figure that one could be of.</summary>
    public ActOffer? Request(AccountFrame frame, string clause, Key key)
    {
        var row = ActTable.Of(ExceptionRequested)!;
        var now = Moment.Of(node.Clock.GetUtcNow());
        var body = new JsonObject
        {
            ["clause"] = clause,
            ["from"] = Instants.Text(now + TimeSpan.FromDays(1)),
            ["to"] = Instants.Text(now + TimeSpan.FromDays(2)),
            ["reason"] = ".",
        };
        var chance = node.Acts.Try(
            row,
            new ActOrder(new AccountId(frame.Account.Id), null, None, body),
            key
        );
        return (chance.Unmet & (Unmet.Kind | Unmet.Unknown)) != Unmet.None
            ? null
            : Offer(row, clause, PageActs.Request, _ => clause, chance, frame);
    }

    /// <summary>What the account sets for itself.</summary>
    public LimitSheet Limits(string account)
    {
        var limit = node.Limits.Of(new AccountId(account)) ?? throw Refusal.NoAccount();
        return new LimitSheet
        {
            Name = limit.Name,
            Units = limit.Units,
            Amount = limit.Amount?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            IsReached = limit.IsReached,
            Paused = limit.Paused,
            Recipients =
            [
                .. node
                    .Deliveries.Targets(new AccountId(account))
                    .Where(each => each.Channel == Channels.Mail.MailChannel.Name)
                    .Select(DeliveryViews.RecipientOf),
            ],
        };
    }

    private static readonly Dictionary<string, string> None = [];

    private AccountStep StepOf(
        AccountFrame frame,
        Core.Standing.StepFigures step,
        PublishedPolicy? policy,
        Key key,
        IReadOnlyDictionary<string, string> reasons
    ) =>
        new(
            StandingItems.Of(frame.Account.Id, step, reasons),
            Lifts(step, policy?.Version.Ladder, frame),
            Until(policy, step.Announced, frame),
            Appeal(frame, step.Id, PageActs.AppealOfStep, _ => step.Id, key)
        );

    private AccountRequest RequestOf(
        AccountFrame frame,
        ExceptionItem request,
        PublishedPolicy? policy,
        Key key
    ) =>
        new(
            request,
            TitleOf(policy, request.Clause),
            request.State == Wire.RequestState.Refused
                ? Appeal(
                    frame,
                    request.Exception,
                    PageActs.AppealOfRefusal,
                    _ => request.Exception,
                    key
                )
                : null
        );

    private static string Lifts(Core.Standing.StepFigures step, Ladder? ladder, AccountFrame frame)
    {
        var (say, words) = (frame.Reader.Say, new List<string>());
        if (step.Lapses != Moment.Never && step.State == StepState.InForce)
            words.Add(
                say["It ends by itself {0}.", frame.Reader.DayAndTime(Instants.Of(step.Lapses))]
            );
        if (
            ladder is { FallsBackAfter: > 0 and var cycles }
            && step.To != Core.Policy.StepKind.Terminated
        )
            words.Add(
                say.Count(
                    cycles,
                    "After {0} whole billing month without a new case you are in good standing again.|After {0} whole billing months without a new case you are in good standing again."
                )
            );
        words.Add(say["Your provider can lift it at any time."]);
        return string.Join(" ", words);
    }

    private ActOffer Appeal(
        AccountFrame frame,
        JsonNode against,
        string pattern,
        Func<string, string> part,
        Key key
    )
    {
        var row = ActTable.Of(AppealOpened)!;
        var body = new JsonObject { ["against"] = against, ["reason"] = "." };
        var chance = node.Acts.Try(
            row,
            new ActOrder(new AccountId(frame.Account.Id), null, None, body),
            key
        );
        return Offer(row, part("step"), pattern, part, chance, frame);
    }

    private static ActOffer Offer(
        ActRow row,
        string about,
        string pattern,
        Func<string, string> part,
        ActChance chance,
        AccountFrame frame
    ) =>
        new(
            row.Type,
            about,
            PageAddress.Of(pattern, part),
            ActWords.WhyNot(chance.Unmet, chance.From, frame.Reader)
        );

    /// <summary>Before when an appeal is possible: as long after its cause as the ladder says.</summary>
    private static DateTimeOffset? Until(PublishedPolicy? policy, Moment from, AccountFrame frame)
    {
        if (from == Moment.Never)
            return null;
        var within = policy?.Version.Ladder?.AppealWithin ?? Ladder.DefaultAppealWithin;
        if (within.Months == 0)
            return Instants.Of(from + within.Span);
        var local = from.Instant.InZone(frame.Reader.Zone).LocalDateTime.PlusMonths(within.Months);
        return local.InZoneLeniently(frame.Reader.Zone).ToDateTimeOffset();
    }

    /// <summary>What an account asked, with its answers, in order.</summary>
    public IEnumerable<Asked> Questions(AccountFrame frame) =>
        Questions(frame, VersionOf(frame.Account));

    /// <summary>The heading of a clause of an account's policy.</summary>
    public string TitleOf(AccountFrame frame, string clause) =>
        TitleOf(VersionOf(frame.Account), clause);

    private IEnumerable<Asked> Questions(AccountFrame frame, PublishedPolicy? policy)
    {
        var all = node.Acts.Notes.All(new AccountId(frame.Account.Id)) ?? throw Refusal.NoAccount();
        return from question in all
            where question.What == "asked"
            select new Asked(
                StandingItems.Of(question),
                About(question, policy, frame),
                [
                    .. all.Where(each => each.What == "answered" && each.About == question.Id)
                        .Select(StandingItems.Of),
                ]
            );
    }

    private static string About(Said question, PublishedPolicy? policy, AccountFrame frame) =>
        question.Matter.Matter switch
        {
            "line" => frame.Reader.Say[
                "About {0}, the month from {1}",
                TitleOf(policy, question.Matter.Of),
                frame.Reader.DayOf(question.Matter.Cycle ?? "")
            ],
            "notice" => frame.Reader.Say["In reply to a notice"],
            _ => frame.Reader.Say["About an answer of the gate"],
        };

    private PublishedPolicy? VersionOf(AccountView account) =>
        new Shelf(node.Policies(), clock).Find(account.Policy, account.Version);

    private static string TitleOf(PublishedPolicy? policy, string clause) =>
        policy?.Version.Clauses.FirstOrDefault(each => each.Id.Slug == clause)?.Title ?? clause;
}
