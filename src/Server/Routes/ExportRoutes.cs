using System.Formats.Tar;
using System.Text;
using Evenhand.Runtime.Serving;
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
internal sealed class ExportRoutes(Node node)
{
    /// <summary>Bytes of lines that are sent, or become a file of the archive, at once.</summary>
    private const int AtOnce = 1 << 20;

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
        account ??= Caller.Of(context).OnlyAccount;
        if (account is not null && node.Account(account) is null)
            throw Refusal.NoAccount();
        context.Response.ContentType = form.Media;
        var name = form == Forms.Tar ? "evenhand-export.tar" : "events.ndjson";
        context.Response.Headers[HeaderNames.ContentDisposition] = $"attachment; filename={name}";
        if (form == Forms.Tar)
            await PackAsync(account, context);
        else
            await SendAsync(account, context);
    }

    private async Task SendAsync(string? account, HttpContext context)
    {
        foreach (var part in Parts(account))
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
    }

    /// <summary>An archive needs the length of a file before it, so the events come in several of a size that memory holds.</summary>
    private async Task PackAsync(string? account, HttpContext context)
    {
        var stop = context.RequestAborted;
        await using var tar = new TarWriter(context.Response.Body, leaveOpen: true);
        foreach (var file in node.PolicyFiles())
            await tar.WriteEntryAsync(Entry($"policies/{file.Name}", file.Bytes), stop);
        var number = 0;
        foreach (var part in Parts(account))
            await tar.WriteEntryAsync(Entry($"events/{++number:000000}.ndjson", part), stop);
    }

    private IEnumerable<byte[]> Parts(string? account)
    {
        var buffer = new MemoryStream();
        foreach (var line in node.Export(account))
        {
            buffer.Write(Encoding.UTF8.GetBytes(line));
            buffer.WriteByte((byte)'\n');
            if (buffer.Length < AtOnce)
                continue;
            yield return buffer.ToArray();
            buffer.SetLength(0);
        }
        if (buffer.Length > 0)
            yield return buffer.ToArray();
    }

    private static PaxTarEntry Entry(string name, byte[] bytes) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) };
}
