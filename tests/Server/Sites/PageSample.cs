using System.Text.Json;
using Evenhand.Node.Roles;

namespace Evenhand.Tests.Server.Sites;

/// <summary>Addresses of pages of what only a running server knows: parts that are named are filled in.</summary>
internal static class PageSample
{
    /// <summary>The address of a page of the account <c>own</c>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="page">Its address, where names in braces stand for what only the server knows.</param>
    public static async Task<string> OfAsync(ServerUnderTest server, string page)
    {
        page = page.Replace("{policy}", "stackcx").Replace("{version}", "1");
        if (page.Contains("{draft}"))
            return page.Replace("{draft}", await DraftAsync(server));
        if (page.Contains("{trial}"))
            return page.Replace("{trial}", await TrialAsync(server));
        if (!page.Contains("{notice}"))
            return page;
        await server.Server.Node.LookAfterDueAsync();
        var notices = (await server.GetAsync("/v1/accounts/own/notices")).Json;
        return page.Replace("{notice}", IdOf(notices.GetProperty("items")[0]));
    }

    /// <summary>Ann's draft, in which something is wrong; of one server always the same.</summary>
    private static async Task<string> DraftAsync(ServerUnderTest server)
    {
        var node = server.Server.Node;
        var text = node.Policies().Single(each => each.Version is { Name: "stackcx" }).Text;
        var draft = await node.Looks.Drafts.BeginAsync(
            "sample",
            "stackcx",
            "1",
            text.Replace("limit:", "limits:"),
            new Doer(null, Via: "console", Person: "ann")
        );
        return draft.Id;
    }

    /// <summary>A trial that has been through all accounts; of one server always the same.</summary>
    private static async Task<string> TrialAsync(ServerUnderTest server)
    {
        var node = server.Server.Node;
        var text = node.Policies().Single(each => each.Version is { Name: "stackcx" }).Text;
        var trial = node.Looks.Trials.Begin("stackcx.md", text, 1, Doer.CommandLine, "sample");
        await node.Looks.Trials.Running;
        return trial.Id;
    }

    private static string IdOf(JsonElement item) =>
        Uri.EscapeDataString(item.GetProperty("id").GetString()!);
}
