using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Core.Codes;
using Evenhand.Wire;

namespace Evenhand.Server.Description;

/// <summary>Codes in the description: fields that hold one name all of them.</summary>
internal static class Codes
{
    /// <summary>Whether a field of the wire holds a code.</summary>
    public static bool Holds(JsonPropertyInfo? field) =>
        field is { Name: "code" }
        && (
            field.DeclaringType == typeof(Problem)
            || field.DeclaringType == typeof(ProblemError)
            || field.DeclaringType == typeof(RejectedEvent)
        );

    /// <summary>All codes, in the order in which they came to be.</summary>
    public static IList<JsonNode> Names() => [.. CodeTable.Rows.Select(row => (JsonNode)row.Name)];
}
