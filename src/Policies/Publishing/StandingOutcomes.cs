using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Publishing;

/// <summary>What an example comes to for the account's standing, in words.</summary>
internal static class StandingOutcomes
{
    public static readonly string[] Keys = ["steps", "appeals", "requests", "unmet", "standing"];

    public static IEnumerable<string> Of(Part example)
    {
        foreach (var step in example.List<Part>("steps"))
            yield return Sentence(step, $"The step {Named(step, "step")}{To(step)}", "state");
        foreach (var appeal in example.List<Part>("appeals"))
            yield return Sentence(appeal, $"The appeal {Named(appeal, "appeal")}", "outcome");
        foreach (var request in example.List<Part>("requests"))
            yield return Sentence(request, $"The request {Named(request, "exception")}", "state");
        foreach (var act in example.List<Part>("unmet"))
            yield return $"Without effect: {Word(act, "act")} (missing: {string.Join(", ", act.List<string>("why"))}).";
        if (example.Has("unmet") && example.List<Part>("unmet").IsEmpty)
            yield return "Everything that people did has its effect.";
        if (example.Find<string>("standing") is { } standing)
            yield return standing == "good"
                ? "The account is in good standing then."
                : $"The account is then {standing}.";
    }

    private static string Sentence(Part change, string what, string key)
    {
        if (!change.Get("stands", true))
            return $"{what} is never {Word(change, key)}.";
        var state = Word(change, key) is { } word ? $" is {word}" : " changes";
        var at = Word(change, "at") is { } day ? $", {Wording.Day(day)}" : "";
        var by = Word(change, "by") is { } who ? $", by {By(who)}" : "";
        return $"{what}{state}{at}{by}.";
    }

    private static string By(string who) =>
        who switch
        {
            "time" => "the passing of time",
            "rule" => "the system",
            "clean" => "good conduct",
            _ => who,
        };

    private static string Named(Part change, string key) => $"“{Word(change, key) ?? "…"}”";

    private static string To(Part step) => Word(step, "to") is { } to ? $" ({to})" : "";

    private static string? Word(Part part, string key) => Yaml.Word(part.Node[key]);
}
