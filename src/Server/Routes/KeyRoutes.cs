using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Refusals;
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
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Routes;

/// <summary>Keys: made, listed, rotated, revoked. A key's text is told once, when it is made.</summary>
internal sealed partial class KeyRoutes(EvenhandNode node, BodyReader bodies, ILogger log)
{
    private const int LongestName = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/keys", List).Describe("Keys", "List all keys, revoked ones too");
        routes
            .MapPost("/v1/keys", (Delegate)CreateAsync)
            .Describe("Keys", "Make a key; its text is shown this once")
            .Takes(typeof(KeyQuestion), Media.Json)
            .Fails(400, 413, 415, 503);
        routes
            .MapPost("/v1/keys/{id}/rotate", RotateAsync)
            .Describe("Keys", "Make a key in place of another, which works on for an hour")
            .Fails(404, 409, 503);
        routes
            .MapDelete("/v1/keys/{id}", RevokeAsync)
            .Describe("Keys", "Revoke a key, at once; twice is as good as once")
            .Fails(404, 503);
    }

    private Ok<Page<KeyView>> List() => TypedResults.Ok(Pages.Whole(node.Keys.All, KeyViews.Of));

    private async Task<Created<KeyCreated>> CreateAsync(HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.KeyQuestion);
        return Answer(await MakeAsync(question, context));
    }

    /// <summary>Makes a key in the name of the caller; its text goes nowhere else.</summary>
    /// <exception cref="RequestException">What is asked for is no good.</exception>
    public async Task<(Key Key, string Text)> MakeAsync(KeyQuestion question, HttpContext context)
    {
        var (account, name) = (question.Account ?? "", question.Name ?? "");
        var roles = RolesOf(question);
        if (roles.Contains(Role.Account) != account.Length > 0)
            throw Refusal.Malformed(
                "an account goes with the role account, and only with it",
                "/account"
            );
        if (name.Length > LongestName)
            throw Refusal.Malformed($"a name has at most {LongestName} characters", "/name");
        var person = PersonOf(question);
        var made = await node.Keys.CreateAsync(
            roles,
            new AccountId(account),
            name,
            DoerOf(context),
            person
        );
        var (id, held, by) = (made.Key.Id, made.Key.Roles.ToString(), By(context));
        TellMade(log, id, held, account, by);
        return made;
    }

    private string PersonOf(KeyQuestion question)
    {
        if (question.Person is not { } person)
            return "";
        return node.People.Find(person) is not null
            ? person
            : throw Refusal.Malformed("there is no such person; add them first", "/person");
    }

    private static RoleSet RolesOf(KeyQuestion question)
    {
        if (question.Role is not null && question.Roles is not null)
            throw Refusal.Malformed("a key has roles, or role where it has one; not both", "/role");
        IReadOnlyList<KeyRole> named = question.Roles ?? (question.Role is { } one ? [one] : []);
        var roles = RoleSet.Of(named.Select(KeyViews.Of));
        if (roles.IsEmpty)
            throw Refusal.Malformed("a key has at least one role", "/roles");
        if (roles.Contains(Role.Account) && roles != Role.Account)
            throw Refusal.Malformed(
                "the role account stands alone: such a key belongs to its account",
                "/roles"
            );
        return roles;
    }

    private async Task<Created<KeyCreated>> RotateAsync(string id, HttpContext context)
    {
        var made = await node.Keys.RotateAsync(id, DoerOf(context));
        var (next, by) = (made.Key.Id, By(context));
        TellRotated(log, id, next, by);
        return Answer(made);
    }

    private async Task<Ok<KeyView>> RevokeAsync(string id, HttpContext context) =>
        TypedResults.Ok(KeyViews.Of(await EndAsync(id, context)));

    /// <summary>Revokes a key in the name of the caller.</summary>
    public async Task<Key> EndAsync(string id, HttpContext context)
    {
        var ended = await node.Keys.RevokeAsync(id, DoerOf(context));
        var by = By(context);
        TellRevoked(log, id, by);
        return ended;
    }

    private static string By(HttpContext context) => Caller.Of(context).Key.Id;

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);

    private static Created<KeyCreated> Answer((Key Key, string Text) made) =>
        TypedResults.Created("/v1/keys", new KeyCreated { Id = made.Key.Id, Key = made.Text });

    [LoggerMessage(
        EventId = 10,
        Level = LogLevel.Information,
        Message = "Key {KeyId} with {Roles} was made, account {Account}, by key {By}"
    )]
    private static partial void TellMade(
        ILogger log,
        string keyId,
        string roles,
        string account,
        string by
    );

    [LoggerMessage(
        EventId = 11,
        Level = LogLevel.Information,
        Message = "Key {KeyId} is replaced by {Next}, by key {By}"
    )]
    private static partial void TellRotated(ILogger log, string keyId, string next, string by);

    [LoggerMessage(
        EventId = 12,
        Level = LogLevel.Information,
        Message = "Key {KeyId} was revoked, by key {By}"
    )]
    private static partial void TellRevoked(ILogger log, string keyId, string by);
}
