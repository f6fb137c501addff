using Evenhand.Core.Time;
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

/// <summary>Those who act: added, listed, changed, ended.</summary>
internal sealed class PeopleRoutes(EvenhandNode node, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/people", List)
            .Describe("People", "List those who act, and what none of them could do")
            .WithDescription(
                "What takes two persons, such as the approval of a suspension, stands in missing where there is only one who could."
            );
        routes
            .MapPost("/v1/people", (Delegate)AddAsync)
            .Describe("People", "Add a person")
            .WithDescription(
                "The id is given once and for ever: records tell by it who did what. A key of the person is made with POST /v1/keys."
            )
            .Takes(typeof(PersonQuestion), Media.Json)
            .Fails(400, 409, 413, 415, 503);
        routes
            .MapPut("/v1/people/{person}", ChangeAsync)
            .Describe("People", "Change a person; what is absent stays as it is")
            .Takes(typeof(PersonQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);
        routes
            .MapDelete("/v1/people/{person}", EndAsync)
            .Describe(
                "People",
                "End a person, whose keys do nothing any more; twice is as good as once"
            )
            .Fails(404, 503);
    }

    private Ok<PeoplePage> List() =>
        TypedResults.Ok(
            new PeoplePage
            {
                Items = [.. node.People.All.Select(Of)],
                Missing = Staffing.Missing(node.People.All, Moment.Of(node.Clock.GetUtcNow())),
            }
        );

    private async Task<Created<PersonView>> AddAsync(HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.PersonQuestion);
        var added = await node.People.AddAsync(
            question.Id ?? throw Refusal.Malformed("a person has an id", "/id"),
            question.Name ?? "",
            question.Email ?? "",
            RolesOf(question) ?? default,
            (MomentOf(question.From), MomentOf(question.Until)),
            DoerOf(context)
        );
        return TypedResults.Created("/v1/people", Of(added));
    }

    private async Task<Ok<PersonView>> ChangeAsync(string person, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.PersonQuestion);
        if (question.Id is { } id && id != person)
            throw Refusal.Malformed("an id is given once and for ever", "/id");
        if (question.From is not null)
            throw Refusal.Malformed("from when on a person acts is said when it is added", "/from");
        var changed = await node.People.ChangeAsync(
            person,
            question.Name,
            question.Email,
            RolesOf(question),
            MomentOf(question.Until),
            DoerOf(context)
        );
        return TypedResults.Ok(Of(changed));
    }

    private async Task<Ok<PersonView>> EndAsync(string person, HttpContext context) =>
        TypedResults.Ok(Of(await node.People.EndAsync(person, DoerOf(context))));

    private static RoleSet? RolesOf(PersonQuestion question) =>
        question.Roles is { } roles ? RoleSet.Of(roles.Select(KeyViews.Of)) : null;

    private static Moment? MomentOf(DateTimeOffset? time) =>
        time is { } given ? Moment.Of(given) : null;

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);

    private PersonView Of(Person person) => PersonViews.Of(person, node.Keys.All);
}
