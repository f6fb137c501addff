using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>
{
    /// <summary>The part, in the list's order.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to pass as <c>after</c> for the next part; null at the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Next { get; init; }
}
