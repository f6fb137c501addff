using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Usage comes in: answered once it is on disk.</summary>
internal sealed class EventRoutes(EvenhandNode node, BodyReader bodies, int mostBytes)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/events", (Delegate)IngestAsync)
            .Describe("Events", "Report what happened")
            .WithDescription(
                "Takes one event, an array or lines, and answers once what was accepted is on disk. A rejected element "
                    + "never blocks the others. The same source and id count once, so that a request may be repeated. "
                    + "Warnings tell of events that were taken and are odd all the same, with the name that was probably meant; with "
                    + "strict=true nothing is taken where there is one, or a rejection. An event may also come in CloudEvents' binary "
                    + "mode: its attributes as fields ce-…, its data as the body."
            )
            .Takes(typeof(IReadOnlyList<CloudEvent>), Media.Events, Media.Json, Media.Lines)
            .Takes(typeof(CloudEvent), Media.Event)
            .Answers(typeof(IngestAnswer))
            .Fails(400, 413, 415, 422, 503);

    private async Task IngestAsync(HttpContext context, string? strict)
    {
        var isStrict = Query.Flag("strict", strict);
        if (BinaryEvent.Is(context.Request))
        {
            using var data = await bodies.ReadAsync(context, mostBytes);
            var json = BinaryEvent.Json(context.Request, data.Bytes.Span);
            await StoreAsync(context, json, BodyFormat.Single, isStrict);
            return;
        }
        var type = Media.Of(context.Request, Media.Event, Media.Events, Media.Json, Media.Lines);
        using var body = await bodies.ReadAsync(context, mostBytes);
        var format = type switch
        {
            Media.Event => BodyFormat.Single,
            Media.Lines => BodyFormat.Lines,
            _ => BodyFormat.Array,
        };
        await StoreAsync(context, body.Bytes, format, isStrict);
    }

    private async Task StoreAsync(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        BodyFormat format,
        bool strict
    )
    {
        var sender = Caller.Of(context).SenderTo(node);
        await AnswerAsync(context, await node.IngestAsync(body, format, sender, strict: strict));
    }

    private static Task AnswerAsync(HttpContext context, IngestOutcome outcome)
    {
        using var answer = JsonAnswer.Begin(context);
        IngestJson.Write(answer.Json, outcome);
        return answer.SendAsync(Media.Json);
    }
}
