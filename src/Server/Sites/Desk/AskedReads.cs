using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Forms;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Portal;
using Evenhand.Server.Views;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns.Kind;
using What = Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Desk;

/// <summary>What accounts ask that waits for an answer, and what may be answered by whoever looks.</summary>
internal sealed class AskedReads(EvenhandNode node, SiteReads reads, PortalReads own)
{
    /// <summary>A page of the accounts that ask, and where the next begins.</summary>
    public (IReadOnlyList<AskingAccount> Accounts, string? Next) Page(
        string? after,
        int most,
        Key key,
        Language say
    )
    {
        var page = node.Standing.Asking(after, most);
        return ([.. page.Items.Select(each => Of(reads.Frame(each.Text, say), key))], page.Next);
    }

    /// <summary>What one account asks.</summary>
    public AskingAccount Of(AccountFrame frame, Key key)
    {
        var account = frame.Account.Id;
        var standing = node.Standing.Of(new AccountId(account)) ?? StandingFigures.Nothing;
        return new AskingAccount
        {
            Of = frame,
            Appeals =
            [
                .. from appeal in standing.Appeals
                where appeal.Outcome is null
                select (
                    StandingItems.Of(account, appeal),
                    Against(appeal, standing, frame),
                    Tried(
                        frame,
                        AppealDecided,
                        "appeal",
                        appeal.Id,
                        new() { ["outcome"] = "upheld" },
                        key
                    )
                ),
            ],
            Requests =
            [
                .. from request in standing.Requests
                where request.State == RequestState.Requested
                select (
                    StandingItems.Of(account, request),
                    own.TitleOf(frame, request.Clause.Slug),
                    Tried(frame, What.Exception, "exception", request.Id, GrantOf(request), key),
                    Tried(frame, ExceptionRefused, "exception", request.Id, [], key)
                ),
            ],
            Questions =
            [
                .. own.Questions(frame)
                    .Where(each => each.Answers.Count == 0)
                    .Select(each => (each.Question, each.About)),
            ],
            MayAnswer = key.Roles.Overlaps(RoleSet.Of(AccessTable.Answerers)),
        };
    }

    private string Against(AppealFigures appeal, StandingFigures standing, AccountFrame frame) =>
        appeal.Against switch
        {
            { Id: { } id } when standing.Steps.FirstOrDefault(each => each.Id == id) is { } step =>
                frame.Reader.Say[
                    "the step “{0}”",
                    StepWords.Standing((Wire.StepKind)step.To, frame.Reader.Say)
                ],
            { Id: not null } => frame.Reader.Say["the refusal of an exception"],
            { Clause: { } clause, Cycle: { } cycle } => frame.Reader.Say[
                "the line {0} of the month from {1}",
                own.TitleOf(frame, clause.Slug),
                frame.Reader.DayOf(cycle)
            ],
            _ => frame.Reader.Say["a decision"],
        };

    private static JsonObject GrantOf(RequestFigures request) =>
        new()
        {
            ["clause"] = request.Clause.Slug,
            ["from"] = Instants.Text(request.From),
            ["to"] = Instants.Text(request.To),
        };

    private ActOffer Tried(
        AccountFrame frame,
        What kind,
        string name,
        string id,
        JsonObject body,
        Key key
    )
    {
        var row = ActTable.Of(kind)!;
        var account = frame.Account.Id;
        var action = PageAddress.Of(
            PageActs.OfAsked.First(act => act.Row == row).Pattern,
            part => part == name ? id : account
        );
        if (!key.Roles.Overlaps(row.Roles))
            return new ActOffer(
                row.Type,
                id,
                action,
                frame.Reader.Say[
                    "It takes one of the roles {0}; you have {1}.",
                    row.Roles,
                    key.Roles
                ]
            );
        body["reason"] = ".";
        var order = new ActOrder(
            new AccountId(account),
            null,
            new Dictionary<string, string> { [name] = id },
            body
        );
        var unmet = node.Acts.Try(row, order, key).Unmet;
        return new ActOffer(
            row.Type,
            id,
            action,
            unmet == Unmet.None
                ? null
                : $"{PageForms.Sentence(UnmetSentence.Of(unmet, frame.Reader.Say))}."
        );
    }
}
