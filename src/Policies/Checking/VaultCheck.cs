using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>What is said of stored things is said of things that are stored, once, and leaves to the customer what is the customer's.</summary>
internal sealed class VaultCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    private static readonly string[] Once =
    [
        "retention",
        "lifecycle",
        "offload",
        "retrieval-within",
    ];
    private static readonly string[] Customers = ["retention", "lifecycle"];

    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("vault"))
            OfVault(clause, part);
        foreach (var key in Once)
            OnlyOnce(key);
        foreach (var (clause, part) in Policy.Parts("report"))
            if (part.Find<Thing>("quarantines") is { } thing)
                OfReport(clause, part, thing);
    }

    private void OfVault(TypedClause clause, Part part)
    {
        if (part.Node.Entries.FirstOrDefault(entry => entry.Key.Text == "quarantine") is { } former)
            Say(
                clause,
                former.Key.At,
                "`quarantine` says nothing any more",
                "leave it out; `report: { quarantines: … }` sets things aside"
            );
        if (part.Find<Thing>("of") is { Stored: null } thing)
            Say(
                clause,
                part,
                "of",
                $"the catalogue does not say how `{thing.Name}` is stored",
                "give it `stored: { class, size, tier, cold }` there"
            );
        else if (!Policy.Names.Catalogue.Things.Any(each => each.Stored is not null))
            Say(clause, part.Node.At, "the catalogue has nothing that is stored");
        if (!Once.Any(part.Has))
            Say(
                clause,
                part.Node.At,
                "nothing is said of what is stored",
                $"add one of {string.Join(", ", Once.Select(key => $"`{key}`"))}"
            );
        foreach (var key in Customers.Where(key => IsFixed(part, key)))
            Say(
                clause,
                part,
                key,
                $"the vendor does not set `{key}` for the customer",
                "write `set by the customer`"
            );
        if (part.Find<Span>("retrieval-within") is { Ticks: 0 })
            Say(clause, part, "retrieval-within", "what is fetched takes some time");
        if (part.Has("where") && !part.Has("of"))
            Say(clause, part, "where", "`where` needs `of`");
    }

    private static bool IsFixed(Part part, string key) =>
        part.Find<Span>(key) is { } span && (span.Ticks > 0 || span.Months > 0);

    private void OnlyOnce(string key)
    {
        foreach (
            var (clause, part) in Policy.Parts("vault").Where(each => each.Part.Has(key)).Skip(1)
        )
            Say(clause, part, key, $"a policy says `{key}` of what is stored once");
    }

    private void OfReport(TypedClause clause, Part part, Thing thing)
    {
        if (thing.Stored is null)
            Say(
                clause,
                part,
                "quarantines",
                $"`{thing.Name}` is not stored, so that nothing of it can be set aside"
            );
        else if (!Policy.Parts("vault").Any())
            Say(
                clause,
                part,
                "quarantines",
                "nothing could let out again what is set aside",
                "a policy that quarantines has a `vault`"
            );
    }
}
