using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Publishing;

/// <summary>What an example comes to for stored things, in words.</summary>
internal static class StoredOutcomes
{
    public static readonly string[] Keys = ["objects", "offloads", "retrievals", "exports"];

    private static readonly Dictionary<string, string> States = new()
    {
        ["deleted"] = "deleted by the customer's rule",
        ["cold"] = "moved to cold storage by the customer's rule",
        ["quarantined"] = "set aside",
        ["released"] = "let out of quarantine",
        ["purged"] = "purged",
    };

    public static IEnumerable<string> Of(Part example)
    {
        foreach (var thing in example.List<Part>("objects"))
            yield return Sentence(
                thing,
                Named(thing, "object"),
                States.GetValueOrDefault(Word(thing, "state") ?? "", "changed")
            );
        foreach (var copy in example.List<Part>("offloads"))
            yield return Sentence(
                copy,
                $"The copy of {Named(copy, "object")} at {Named(copy, "target")}",
                Word(copy, "state") ?? "due"
            );
        foreach (var retrieval in example.List<Part>("retrievals"))
            yield return Sentence(
                retrieval,
                $"The promise of {Named(retrieval, "object")}",
                Promise(Word(retrieval, "state"))
            );
        foreach (var export in example.List<Part>("exports"))
            yield return Sentence(
                export,
                Word(export, "objects") is { } count ? $"An export of {count}" : "An export",
                Word(export, "state") == "ready" ? "ready" : "asked for"
            );
    }

    private static string Promise(string? state) =>
        state switch
        {
            "ready" => "kept",
            "broken" => "broken",
            _ => "given",
        };

    private static string Sentence(Part change, string what, string state)
    {
        if (!change.Get("stands", true))
            return $"{what} is not {state}.";
        var at = Word(change, "at") is { } day ? $", {Wording.Day(day)}" : "";
        return $"{what} is {state}{at}.";
    }

    private static string Named(Part change, string key) => $"“{Word(change, key) ?? "…"}”";

    private static string? Word(Part part, string key) => Yaml.Word(part.Node[key]);
}
