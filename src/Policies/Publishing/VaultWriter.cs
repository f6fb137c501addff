using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>What may become of stored things, in words.</summary>
internal static class VaultWriter
{
    public static void Write(Html html, TypedClause clause)
    {
        foreach (
            var note in clause
                .Parts("vault")
                .SelectMany(Vault)
                .Concat(clause.Parts("report").SelectMany(Report))
        )
            html.Open("p", ("class", "note")).Say(note).End("p");
    }

    private static IEnumerable<string> Vault(Part vault)
    {
        if (vault.Has("retention"))
            yield return "You set after how many days this is deleted, for each class of its own. What somebody keeps is deleted when nothing keeps it any more.";
        if (vault.Has("lifecycle"))
            yield return "You set after how many days this moves to cold storage, for each class of its own.";
        if (vault.Has("offload"))
            yield return $"Copies can go to: {string.Join(", ", vault.List<int>("offload").Select(place => StoredParts.TargetNames[place]))}. A copy is due of what is stored while a target is switched on.";
        if (Yaml.Word(vault.Node["retrieval-within"]) is { } within)
            yield return $"What is fetched from cold storage is promised within {within}. What comes later is told, and does not count.";
    }

    private static IEnumerable<string> Report(Part report)
    {
        if (report.Has("quarantines"))
            yield return "What a report names is set aside at once: it is neither fetched, exported, moved nor deleted, and does not count, until somebody who did not report it lets it out.";
    }
}
