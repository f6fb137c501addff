using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Server.Routes;

/// <summary>The way out: all that was reported, as <c>replay</c> takes it.</summary>
internal sealed class ExportRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/events/export", ExportAsync)
            .Describe("Events", "Export all events as a replay takes them")
            .WithDescription(
                "Lines of JSON: the published reference rates, then the events account by account (account=… for one). With format=tar "
                    + "an archive that holds the catalogue and all policy versions too: evenhand replay --policies policies "
                    + "events/*.ndjson, with --until now, says what every ended cycle would be stated as today. Of a message's text "
                    + "only its shape was kept: a text of the same shape stands for it. An account's key exports its own."
            )
            .Answers(typeof(string), Media.Lines)
            .WithMetadata(Compression.None)
            .Fails(400, 404);

    private async Task ExportAsync(string? account, string? format, HttpContext context)
    {
        var form = Forms.Of(context, format, Forms.Lines, Forms.Tar);
        if (account is not null && !Caller.Of(context).MaySee(account))
            throw Refusal.NoAccount();
        var only = AccountId.Or(account ?? Caller.Of(context).OnlyAccount);
        if (only is { } one && node.Account(one) is null)
            throw Refusal.NoAccount();
        context.Response.ContentType = form.Media;
        var name = form == Forms.Tar ? "evenhand-export.tar" : "events.ndjson";
        context.Response.Headers[HeaderNames.ContentDisposition] = $"attachment; filename={name}";
        var (lines, to) = (node.Export(only), context.Response.Body);
        await (
            form == Forms.Tar
                ? ExportFiles.PackAsync(node.PolicyFiles(), lines, to, context.RequestAborted)
                : ExportFiles.SendAsync(lines, to, context.RequestAborted)
        );
    }
}
