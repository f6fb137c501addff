using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Policies;
using Evenhand.Policies.Publishing;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>The pages that customers read: public, and made of nothing but the published documents.</summary>
internal sealed class PolicyPageRoutes(EvenhandNode node, TimeProvider clock, PolicyPages pages)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/policies", Index)
            .Describe(Index, "Policies", "The list of published policies, for people")
            .Answers(typeof(string), Media.Html);
        routes
            .MapGet("/policies/{name}", Show)
            .Describe(
                "Policies",
                "A policy as customers read it: the version in force, or one that is named"
            )
            .Answers(typeof(string), Media.Html)
            .Fails(404);
    }

    private Task Index(HttpContext context)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var listed = shelf
            .All.Where(each =>
                each.Version.Effective > shelf.Now || shelf.InForce(each.Version.Name) == each
            )
            .Select(policy => (policy, Checked: pages.Checked(policy)))
            .Where(each => each.Checked is not null)
            .Select(each => new PublishedPage(
                $"policies/{AddressOf(each.policy, shelf)}",
                each.Checked!.Policy
            ));
        return Send(context, IndexPage.Of(listed, shelf.Now), null);
    }

    private static string AddressOf(PublishedPolicy policy, Shelf shelf) =>
        shelf.InForce(policy.Version.Name) == policy
            ? Uri.EscapeDataString(policy.Version.Name)
            : PolicyPages.AddressOf(policy);

    private Task Show(string name, string? version, HttpContext context)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var found = version is null ? shelf.InForce(name) : shelf.Find(name, version);
        if (found is null || pages.Page(found, shelf) is not { } page)
            throw Refusal.Missing("policy");
        return Send(context, page.Html, page.Tag);
    }

    private static Task Send(HttpContext context, string html, string? tag)
    {
        var fields = context.Response.Headers;
        fields.ContentSecurityPolicy = Browsers.Policy;
        fields.CacheControl = "public, max-age=60";
        if (tag is not null)
            fields.ETag = tag;
        if (tag is not null && context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        context.Response.ContentType = Media.Html;
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
