using Evenhand.Core.Codes;
using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>
/// Events as OpenMeter's ingest takes them, so that its SDKs work unchanged. It differs from ours in three things: one
/// event may come as <c>application/json</c>, an event without a time is of now, and the answer has no body.
/// </summary>
internal sealed class OpenMeterRoutes(EvenhandNode node, BodyReader bodies, int mostBytes)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/events", IngestAsync)
            .Describe(IngestAsync, "Events", "Report what happened, as OpenMeter's SDKs do")
            .WithDescription(
                "204 when every event is stored or was there already. Where some are no good, 400 names them and the "
                    + "others are stored all the same."
            )
            .Takes(typeof(IReadOnlyList<CloudEvent>), Media.Events, Media.Json)
            .Takes(typeof(CloudEvent), Media.Event)
            .Answers(StatusCodes.Status204NoContent)
            .Fails(400, 413, 415, 503);

    private async Task IngestAsync(HttpContext context)
    {
        Media.Of(context.Request, Media.Event, Media.Events, Media.Json);
        using var body = await bodies.ReadAsync(context, mostBytes);
        var format = IsArray(body.Bytes.Span) ? BodyFormat.Array : BodyFormat.Single;
        var sender = Caller.Of(context).SenderTo(node) with { OnlyUsage = true };
        var outcome = await node.IngestAsync(body.Bytes, format, sender, fillTime: true);
        if (outcome.Rejected.Count > 0)
            throw Refused(outcome.Rejected);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>SDKs give up what is answered by 400: where all may be taken later, they are to send it again.</summary>
    private static RequestException Refused(IReadOnlyList<RejectedElement> rejected) =>
        rejected.All(each => each.Code.Row().Again)
            ? new(
                rejected.FirstOrDefault(each => each.Code.Row().Status == 503, Later).Code,
                $"{rejected.Count:N0} of the events cannot be taken now; the others are stored, and all may be sent again"
            )
            {
                Rejected = rejected,
            }
            : new(
                Code.Malformed,
                $"{Notation.Counted.Of(rejected.Count)} of the events {Notation.Counted.Word(rejected.Count, "is", "are")} no good; the others are stored"
            )
            {
                Rejected = rejected,
            };

    private static RejectedElement Later => new(0, Code.Overloaded, "");

    private static bool IsArray(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && body[start] == '[';
    }
}
