using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>What people say to each other about cases, and what accounts ask them. It changes nothing that stands.</summary>
internal sealed class SaidRoutes(EvenhandNode node, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/accounts/{account}/cases/{case}/assignment", AssignAsync)
            .Describe("Standing", "Give a case to a person to see to, or to nobody")
            .Takes(typeof(AssignmentQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapPost("/v1/accounts/{account}/cases/{case}/notes", NoteAsync)
            .Describe("Standing", "Note something on a case, for those who see to it")
            .Takes(typeof(TextQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapPost("/v1/questions", (Delegate)AskAsync)
            .Describe("Standing", "Ask about a line, a decision or a notice, or reply to a notice")
            .WithDescription(
                "With the account's own key. A person answers it; no clock runs, and nothing changes by it."
            )
            .Takes(typeof(AccountQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
        routes
            .MapGet("/v1/accounts/{account}/questions", Questions)
            .Describe("Standing", "List the questions of an account and what was answered")
            .Fails(404);
        routes
            .MapPost("/v1/accounts/{account}/questions/{question}/answer", AnswerAsync)
            .Describe("Standing", "Answer a question")
            .Takes(typeof(TextQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
    }

    private async Task<Ok<SaidItem>> AssignAsync(string account, string @case, HttpContext context)
    {
        var by = By(context, "assigning a case", AccessTable.Assigners);
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.AssignmentQuestion);
        if (question.Person is { } person && node.People.Find(person) is null)
            throw Refusal.Malformed("there is no such person", "/person");
        return Told(
            await node.Acts.Notes.AssignAsync(
                new AccountId(account),
                @case,
                question.Person,
                question.Id,
                by
            )
        );
    }

    private async Task<Ok<SaidItem>> NoteAsync(string account, string @case, HttpContext context)
    {
        var by = By(context, "a note on a case", AccessTable.Reviewers);
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.TextQuestion);
        return Told(
            await node.Acts.Notes.NoteAsync(
                new AccountId(account),
                @case,
                question.Text,
                question.Id,
                by
            )
        );
    }

    private async Task<Ok<SaidItem>> AskAsync(HttpContext context)
    {
        var key = Caller.Of(context).Key;
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.AccountQuestion);
        return Told(
            await node.Acts.Notes.AskAsync(
                key.Account,
                MatterOf(question),
                question.Text,
                question.Id,
                Doer.Of(key)
            )
        );
    }

    private async Task<Ok<SaidItem>> AnswerAsync(
        string account,
        string question,
        HttpContext context
    )
    {
        var by = By(context, "an answer", AccessTable.Answerers);
        var answer = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.TextQuestion);
        return Told(
            await node.Acts.Notes.AnswerAsync(
                new AccountId(account),
                question,
                answer.Text,
                answer.Id,
                by
            )
        );
    }

    private Ok<Page<SaidItem>> Questions(string account) =>
        TypedResults.Ok(
            Pages.Whole(
                (node.Acts.Notes.All(new AccountId(account)) ?? throw Refusal.NoAccount()).Where(
                    said => said.What is "asked" or "answered"
                ),
                StandingItems.Of
            )
        );

    private static (string Matter, string Of, string? Cycle) MatterOf(AccountQuestion question) =>
        question switch
        {
            { Clause: { } clause, Cycle: { } cycle, Decision: null, Notice: null } => (
                "line",
                clause,
                cycle
            ),
            { Decision: { } id, Clause: null, Cycle: null, Notice: null } => ("decision", id, null),
            { Notice: { } id, Clause: null, Cycle: null, Decision: null } => ("notice", id, null),
            _ => throw Refusal.Malformed(
                "a question is about a line (clause and cycle), a decision or a notice, and about one of them"
            ),
        };

    private Doer By(HttpContext context, string what, IEnumerable<Role> roles)
    {
        var key = Caller.Of(context).Key;
        node.Acts.WhoActs(what, RoleSet.Of(roles), key);
        return Doer.Of(key);
    }

    private static Ok<SaidItem> Told(Said said) => TypedResults.Ok(StandingItems.Of(said));
}
