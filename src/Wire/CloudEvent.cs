using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>An event as it is sent: CloudEvents 1.0 in JSON. Its source and its id name it for good.</summary>
public sealed record CloudEvent
{
    /// <summary>The version of CloudEvents, always <c>1.0</c>.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; } = "1.0";

    /// <summary>With the source, the event's name: a repeat of both counts once.</summary>
    public required string Id { get; init; }

    /// <summary>Who reports.</summary>
    public required string Source { get; init; }

    /// <summary>What happened: a type that the server's catalogue declares, for example <c>call.ended</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account that it happened to; absent only for events that belong to none.</summary>
    public string? Subject { get; init; }

    /// <summary>The fields that the catalogue declares for the type.</summary>
    public JsonObject? Data { get; init; }
}
