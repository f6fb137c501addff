using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
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

/// <summary>The rules by which an account has its stored things deleted, or moved to cold storage.</summary>
internal sealed class RuleRoutes(EvenhandNode node, BodyReader bodies)
{
    private const string Rules = "/v1/accounts/{account}/vault/rules";

    private RuleDesk Desk =>
        node.Vault?.Rules ?? throw new RequestException(Code.NotFound, "this server has no store");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Rules, List)
            .Describe("Objects", "List the rules that an account may set for its stored things")
            .Fails(404);
        routes
            .MapPost("/v1/accounts/{account}/vault/preview", PreviewAsync)
            .Describe("Objects", "Show what a rule for stored things would do at once")
            .Takes(typeof(RulePreviewQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415);
        routes
            .MapPut(Rules + "/{rule}/{class}", SetAsync)
            .Describe("Objects", "Set a rule for stored things, or take it away")
            .WithDescription(
                "The rule is retention (delete) or lifecycle (move to cold storage), after is in days of 24 hours and null for none. One that "
                    + "deletes anything at once is refused with 409 and the code unconfirmed, with how much, unless confirmed is true. Answers with "
                    + "all rules once it is on disk."
            )
            .Takes(typeof(RuleQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 503);
    }

    private Ok<Page<RuleItem>> List(string account) =>
        TypedResults.Ok(View(new AccountId(account), Desk.Of(new AccountId(account))));

    private async Task<Ok<RulePreviewItem>> PreviewAsync(string account, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(
            context,
            bodies,
            WireJson.Wire.RulePreviewQuestion
        );
        var rule = new SetRule(RuleOf(question.Rule), question.Class, DaysOf(question.After));
        return TypedResults.Ok(
            ObjectViews.Of(question, Desk.Preview(new AccountId(account), rule))
        );
    }

    private async Task<Ok<Page<RuleItem>>> SetAsync(
        string account,
        string rule,
        string @class,
        HttpContext context
    )
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.RuleQuestion);
        var id = new AccountId(account);
        return TypedResults.Ok(
            View(
                id,
                await Desk.SetAsync(
                    id,
                    new SetRule(RuleOf(rule), @class, DaysOf(question.After)),
                    question.Confirmed == true,
                    Caller.Of(context).SenderTo(node),
                    Guid.NewGuid().ToString("N")
                )
            )
        );
    }

    private static Page<RuleItem> View(AccountId account, IEnumerable<SetRule> rules) =>
        Pages.Whole(rules, each => ObjectViews.Of(account, each));

    private static string RuleOf(string rule) =>
        rule is RuleDesk.Retention or RuleDesk.Lifecycle
            ? rule
            : throw Refusal.Malformed(
                $"a rule is {RuleDesk.Retention} or {RuleDesk.Lifecycle}",
                "/rule"
            );

    private static long? DaysOf(long? after) =>
        after is null or > 0
            ? after
            : throw Refusal.Malformed("after is a whole number of days from 1", "/after");
}
