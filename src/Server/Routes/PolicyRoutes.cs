using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
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
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Routes;

/// <summary>Policy versions: listed, shown with their source, published.</summary>
internal sealed partial class PolicyRoutes(
    EvenhandNode node,
    BodyReader bodies,
    TimeProvider clock,
    ILogger log
)
{
    private const int LongestReason = 500;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/policies", List).Describe("Policies", "List every policy version");
        routes
            .MapGet("/v1/policies/{name}/{version}", Show)
            .Describe("Policies", "Show a policy version with its source")
            .Fails(404);
        routes
            .MapPost("/v1/policies", (Delegate)PublishAsync)
            .Describe("Policies", "Publish a policy version, effective at its date")
            .WithDescription(
                "The body is the document, in Markdown. It is checked as `evenhand policy check` does; what is wrong "
                    + "comes back whole, with lines. A version that would take effect before the notice is over that the "
                    + "version before it promises is refused with 409, unless `override` says why, in words for customers: "
                    + "it then takes effect at its date for new accounts, and once the notice is over for those from before. "
                    + "With `dry_run=true` all is checked and nothing stored; the answer is 200."
            )
            .Takes(typeof(string), Media.Markdown)
            .Fails(400, 409, 413, 415, 422, 503);
        routes
            .MapDelete("/v1/policies/{name}/{version}", WithdrawAsync)
            .Describe("Policies", "Take a policy version back that is not yet in force")
            .Fails(404, 409, 503);
    }

    private Ok<Page<PolicyView>> List()
    {
        var shelf = new Shelf(node.Policies(), clock);
        return TypedResults.Ok(
            Pages.Whole(shelf.All, each => PolicyViews.Of(each, shelf.IsInForce(each)))
        );
    }

    private Ok<PolicyView> Show(string name, string version)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var found = shelf.Find(name, version) ?? throw Refusal.Missing("policy version");
        return TypedResults.Ok(PolicyViews.WithSource(found, shelf.IsInForce(found)));
    }

    private async Task<Results<Created<PolicyView>, Ok<PolicyView>>> PublishAsync(
        string? dry_run,
        string? @override,
        HttpContext context
    )
    {
        var terms = new PublishTerms(
            Doer.Of(Caller.Of(context).Key),
            Reason(@override),
            Query.Flag("dry_run", dry_run)
        );
        Media.Of(context.Request, Media.Markdown);
        using var body = await bodies.ReadAsync(context, SourceText.MaxBytes);
        var published = await node.PublishAsync(Text(body), terms);
        var shelf = new Shelf(node.Policies(), clock);
        var view = PolicyViews.Of(published, shelf.IsInForce(published));
        if (terms.DryRun)
            return TypedResults.Ok(view);
        var (name, version) = (published.Version.Name, published.Version.Version);
        var (hash, by) = (published.Version.Hash, Caller.Of(context).Key.Id);
        TellPublished(log, name, version, hash, by);
        return TypedResults.Created(
            $"/v1/policies/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(version)}",
            view
        );
    }

    private async Task<Ok<PolicyView>> WithdrawAsync(
        string name,
        string version,
        HttpContext context
    )
    {
        var key = Caller.Of(context).Key;
        var withdrawn = await node.WithdrawAsync(name, version, Doer.Of(key));
        var (hash, by) = (withdrawn.Version.Hash, key.Id);
        TellWithdrawn(log, name, version, hash, by);
        return TypedResults.Ok(PolicyViews.Of(withdrawn, inForce: false));
    }

    /// <summary>Why a promise is not kept stands on the page for customers: it is a sentence, not a flag.</summary>
    internal static string? Reason(string? text) =>
        text is null ? null
        : text.Trim().Length is 0 or > LongestReason || text.Any(char.IsControl)
            ? throw Refusal.Malformed(
                $"override is the reason, in words for customers, of at most {LongestReason} characters"
            )
        : text.Trim();

    private static string Text(Body body)
    {
        try
        {
            return Strict.GetString(body.Bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException(Code.PolicyUnsound, "the document is no UTF-8");
        }
    }

    [LoggerMessage(
        EventId = 13,
        Level = LogLevel.Information,
        Message = "Policy {Name} {Version} ({Hash}) was published, by key {By}"
    )]
    private static partial void TellPublished(
        ILogger log,
        string name,
        string version,
        string hash,
        string by
    );

    [LoggerMessage(
        EventId = 16,
        Level = LogLevel.Information,
        Message = "Policy {Name} {Version} ({Hash}) was taken back, by key {By}"
    )]
    private static partial void TellWithdrawn(
        ILogger log,
        string name,
        string version,
        string hash,
        string by
    );
}
