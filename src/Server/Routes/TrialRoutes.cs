using Evenhand.Node;
using Evenhand.Node.Amending;
using Evenhand.Node.Roles;
using Evenhand.Notation;
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

/// <summary>Drafts and versions, tried on the last cycles of all accounts.</summary>
internal sealed class TrialRoutes(EvenhandNode node, BodyReader bodies)
{
    private const int UsualMonths = 3;
    private const int LongestId = 100;

    /// <summary>A document in JSON is longer than it is by itself.</summary>
    private const int MostBytes = 2 * SourceText.MaxBytes;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/policies/{name}/trials", BeginAsync)
            .Describe("Policies", "Try a version or a draft on the last cycles of all accounts")
            .WithDescription(
                "It goes through the accounts one after the other, beside everything else; it changes nothing and nobody is told. One is "
                    + "under way at a time, and a restart forgets it."
            )
            .Takes(typeof(TrialQuestion), Media.Json)
            .Fails(400, 404, 409, 413, 415, 422, 503);
        routes
            .MapGet("/v1/policies/{name}/trials/{id}", Show)
            .Describe("Policies", "Show a trial, with what it has found so far")
            .Fails(404);
        routes
            .MapPost("/v1/policies/{name}/trials/{id}/stop", Stop)
            .Describe("Policies", "Stop a trial before the next account; what it found stays")
            .Fails(404);
    }

    private async Task<Accepted<TrialView>> BeginAsync(string name, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(
            context,
            bodies,
            WireJson.Wire.TrialQuestion,
            MostBytes
        );
        var trial = node.Looks.Trials.Begin(
            $"{name}.md",
            TextOf(name, question),
            question.Months ?? UsualMonths,
            Doer.Of(Caller.Of(context).Key),
            IdOf(question)
        );
        return TypedResults.Accepted(
            $"/v1/policies/{Uri.EscapeDataString(trial.Policy)}/trials/{trial.Id}",
            TrialViews.Of(trial)
        );
    }

    private string TextOf(string name, TrialQuestion question) =>
        (question.Draft, question.Version) switch
        {
            ({ } draft, null) => draft,
            (null, { } version) => new Shelf(node.Policies(), node.Clock).Find(name, version)?.Text
                ?? throw Refusal.Missing("policy version"),
            _ => throw Refusal.Malformed("either a draft or a version is tried", "/draft"),
        };

    private static string? IdOf(TrialQuestion question) =>
        question.Id is { Length: 0 or > LongestId }
            ? throw Refusal.Malformed($"an id has 1 to {LongestId} characters", "/id")
            : question.Id;

    private Ok<TrialView> Show(string name, string id) =>
        TypedResults.Ok(TrialViews.Of(Find(name, id)));

    private Ok<TrialView> Stop(string name, string id)
    {
        var trial = Find(name, id);
        trial.Stop();
        return TypedResults.Ok(TrialViews.Of(trial));
    }

    private Trial Find(string name, string id) =>
        node.Looks.Trials.Find(id) is { } trial && trial.Policy == name
            ? trial
            : throw Refusal.Missing("trial, or not any more");
}
