using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Node.Outbox;
using Evenhand.Node.Reads;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Channels.Webhooks;

/// <summary>What is posted: <c>{"type","timestamp","data"}</c>, the data as the API lists it.</summary>
public static class WebhookBody
{
    /// <summary>The message of something that was told.</summary>
    public static Message Of(SaidEntry entry)
    {
        var (type, data) = entry is { Notice: { } notice }
            ? ($"notice.{notice.What}", DataOf(notice, entry))
            : (
                "case.opened",
                JsonSerializer.SerializeToNode(ToldViews.Of(entry.Case!), WireJson.Wire.CaseView)!
            );
        return Of(type, Instants.Text(entry.At), data);
    }

    /// <summary>The message of several: their own messages as a list.</summary>
    public static Message Digest(Gathering gathering) =>
        Of(
            "notice.digest",
            Instants.Text(gathering.Now),
            new JsonObject
            {
                ["account"] = gathering.Account,
                ["notices"] = new JsonArray([
                    .. gathering.Messages.Select(each => JsonNode.Parse(each.Text)),
                ]),
            }
        );

    /// <summary>A message by which an endpoint is tried.</summary>
    public static Message Test(string timestamp) =>
        Of("test", timestamp, new JsonObject { ["message"] = "This is a test." });

    private static Message Of(string type, string timestamp, JsonNode data) =>
        new(
            type,
            new JsonObject
            {
                ["type"] = type,
                ["timestamp"] = timestamp,
                ["data"] = data,
            }.ToJsonString()
        );

    private static JsonNode DataOf(ToldNotice notice, SaidEntry entry)
    {
        var view = ToldViews.Of(notice with { Id = entry.Id });
        var data = JsonSerializer.SerializeToNode(view, WireJson.Wire.NoticeView)!;
        if (entry.Step is { } step)
            data["step"] = step;
        return data;
    }
}
