using System.Text.Json.Nodes;

namespace Evenhand.Client.Reporting;

/// <summary>Something that happened to an account.</summary>
public sealed record UsageEvent
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What happened: a type that the server's catalogue declares, for example <c>api.called</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The fields that the catalogue declares for the type. It is not to be changed any more once reported.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>When it happened; the moment of reporting by default.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>
    /// Its id, unique within the source; made by the reporter by default. Give one that can be found again where the same usage might
    /// be reported twice, after a crash for example: the server counts it once.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Who reports; the reporter's source by default.</summary>
    public string? Source { get; init; }
}
