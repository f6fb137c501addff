using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Client.Wire;

/// <summary>A decision that was made earlier.</summary>
public sealed record DecisionView
{
    /// <summary>Always <c>decision</c>.</summary>
    public string Kind { get; } = "decision";

    /// <summary>The ask's id.</summary>
    public required string Id { get; init; }

    /// <summary>The instant that was decided for.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account that asked.</summary>
    public required string Account { get; init; }

    /// <summary>Allowed, allowed with a warning, or denied.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why; empty when allowed.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Figures that the policy told the caller, by name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Told { get; set; }
}
