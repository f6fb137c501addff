using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;

namespace Evenhand.Tests.Replay;

/// <summary>What people decide at random, with few names: some of it has an effect, most has none.</summary>
internal static class RandomActs
{
    private static readonly string[] People = ["ann", "bob", "cyd", "rule"];

    private static readonly string[] Steps =
    [
        "advised",
        "warned",
        "throttled",
        "charged",
        "suspended",
        "terminated",
    ];

    /// <summary>The data of an act of a type.</summary>
    /// <param name="random">The dice.</param>
    /// <param name="type">The type.</param>
    /// <param name="clause">A clause of the account's policy.</param>
    /// <param name="cycle">The first day of a cycle.</param>
    public static string Data(Random random, EventType type, string clause, string cycle)
    {
        var data = new JsonObject();
        foreach (var field in type.Fields)
            if (!field.IsMember && (field.Required || field.Name == "to" || random.Next(3) == 0))
                data[field.Name] = Value(random, field, clause, cycle);
        return data.ToJsonString(JsonSerializerOptions.Web);
    }

    private static JsonNode Value(Random random, Field field, string clause, string cycle) =>
        field.Name switch
        {
            "case" => $"{clause}@{cycle}",
            "cases" => new JsonArray($"{clause}@{cycle}"),
            "suspends" => new JsonArray("transcription.completed"),
            "by" => People[random.Next(People.Length)],
            "to" when field.Kind == FieldKind.Text => Steps[random.Next(Steps.Length)],
            "from" => "2026-02-01T00:00:00Z",
            "to" or "until" => $"2026-0{random.Next(2, 6)}-01T00:00:00Z",
            "price" => new JsonObject
            {
                ["clause"] = clause,
                ["per"] = 1,
                ["amount"] = "0.0001",
            },
            "against" when random.Next(3) == 0 => new JsonObject
            {
                ["clause"] = clause,
                ["cycle"] = cycle,
            },
            "clause" => clause,
            _ when field.Kind == FieldKind.Choice => field.Choices[
                random.Next(field.Choices.Length)
            ],
            _ when field.Kind == FieldKind.Money => random.Next(50),
            _ => $"{(random.Next(2) == 0 ? "a" : "b")}{random.Next(3)}",
        };
}
