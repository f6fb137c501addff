using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Tests.Scenarios;

/// <summary>What a replay says, in a few words.</summary>
internal static class SaidInShort
{
    /// <summary>When it was said.</summary>
    public static Instant TimeOf(JsonElement said) =>
        InstantPattern.ExtendedIso.Parse(Text(said, "time") ?? Text(said, "to")!).Value;

    /// <summary>The words; null for what tells nothing of a ladder.</summary>
    public static string? Of(JsonElement said) =>
        Text(said, "kind") switch
        {
            "case" => $"case **{Text(said, "case")}** is opened",
            "case-state" =>
                $"case {Text(said, "case")}: {Text(said, "state")} by {Text(said, "by")}",
            "step" =>
                $"step **{Text(said, "step")}** ({Text(said, "to")}): {Text(said, "state")} by {Text(said, "by")}, standing {Text(said, "standing")}",
            "notice" => $"“{Text(said, "message")}”",
            "decision" => $"{Text(said, "outcome")}{Reasons(said)}",
            "appeal" => $"appeal **{Text(said, "appeal")}**: {Outcome(said)}",
            "exception" => $"exception **{Text(said, "exception")}**: {Outcome(said)}",
            "object" => $"object **{Text(said, "object")}**: {Outcome(said)}",
            "unmatched" => $"no effect: {string.Join(", ", Texts(said, "why"))}",
            "statement" => Lines(said),
            _ => null,
        };

    private static string Outcome(JsonElement said) =>
        $"{Text(said, "outcome") ?? Text(said, "state")}{(Text(said, "by") is { } by ? $" by {by}" : "")}";

    private static string Reasons(JsonElement said) =>
        said.GetProperty("reasons").GetArrayLength() == 0
            ? ""
            : ": "
                + string.Join(
                    ", ",
                    said.GetProperty("reasons")
                        .EnumerateArray()
                        .Select(reason => Text(reason, "clause"))
                );

    /// <summary>What a cycle costs; null where it costs nothing beyond what is included.</summary>
    private static string? Lines(JsonElement said)
    {
        var priced = said.GetProperty("lines")
            .EnumerateArray()
            .Where(line => Text(line, "amount") is { } amount && amount.Trim('0', '.').Length > 0)
            .Select(line =>
                $"{Text(line, "clause")} {Text(line, "billable")} for {Text(line, "amount")} {Text(said, "currency")}, {Text(line, "status")}"
            )
            .ToArray();
        return priced.Length > 0 ? $"statement: {string.Join("; ", priced)}" : null;
    }

    private static string? Text(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString()
            : null;

    private static IEnumerable<string> Texts(JsonElement said, string name) =>
        said.GetProperty(name).EnumerateArray().Select(each => each.ToString());
}
