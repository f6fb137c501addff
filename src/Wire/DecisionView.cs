using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A decision on an act, with every clause that stands against it.</summary>
public record DecisionView
{
    /// <summary>Always <c>decision</c>.</summary>
    public string Kind { get; } = "decision";

    /// <summary>The ask's id: the caller's or the server's.</summary>
    public required string Id { get; init; }

    /// <summary>The instant that was decided for.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account that asked.</summary>
    public required string Account { get; init; }

    /// <summary>Allowed, allowed with a warning, or denied.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why; empty when allowed.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Figures that the policy tells the caller, by name: <c>max_duration</c> in seconds, for example.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Told { get; set; }
}
