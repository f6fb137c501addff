using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>What may become of stored things: the parts of all clauses together.</summary>
internal sealed class Vaults(TypedPolicy policy)
{
    /// <summary>What the clauses say together, or null: where no clause has a vault, or nothing is stored.</summary>
    public VaultRule? Vault()
    {
        var parts = policy.Parts("vault").ToList();
        if (parts.Count == 0 || ThingOf(parts) is not { Stored: not null } thing)
            return null;
        return new VaultRule
        {
            Thing = thing,
            Clause = new(parts[0].Clause.Name.Place),
            Retention = Scope(parts, "retention", thing),
            Lifecycle = Scope(parts, "lifecycle", thing),
            Offload = Scope(parts, "offload", thing),
            Targets =
            [
                .. parts.SelectMany(each => each.Part.List<int>("offload")).Distinct().Order(),
            ],
            Retrieval = parts
                .Where(each => each.Part.Has("retrieval-within"))
                .Select(each => new RetrievalPromise(
                    new(each.Clause.Name.Place),
                    new TimeSpan(each.Part.Get<Span>("retrieval-within").Ticks)
                ))
                .FirstOrDefault(),
        };
    }

    // The customer sets it, or nobody: a time that the vendor sets is refused by the check, and a text of before that has one ran nothing.
    private static VaultScope? Scope(
        List<(TypedClause Clause, Part Part)> parts,
        string key,
        Thing thing
    ) =>
        parts
            .Where(each =>
                each.Part.Find<object>(key)
                    is not (null or Span { Ticks: > 0 } or Span { Months: > 0 })
            )
            .Select(each => new VaultScope(
                new(each.Clause.Name.Place),
                Lowering.Conditions(thing, each.Part.List<FieldTest>("where"))
            ))
            .FirstOrDefault();

    private Thing? ThingOf(List<(TypedClause Clause, Part Part)> parts) =>
        parts.Select(each => each.Part.Find<Thing>("of")).FirstOrDefault(each => each is not null)
        ?? policy.Names.Catalogue.Things.FirstOrDefault(each => each.Stored is not null);
}
