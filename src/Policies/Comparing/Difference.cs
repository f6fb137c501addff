using System.Collections.Immutable;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Comparing;

/// <summary>What changed between two versions of a policy.</summary>
/// <param name="Old">The older version.</param>
/// <param name="New">The newer version.</param>
/// <param name="Clauses">The front matter and the clauses that changed: in the order of the newer version, then those that are gone.</param>
/// <param name="Notice">What was promised about changes of this kind.</param>
public sealed record Difference(
    TypedPolicy Old,
    TypedPolicy New,
    ImmutableArray<ClauseChange> Clauses,
    NoticeOfChange Notice
)
{
    /// <summary>The gravest of all changes.</summary>
    public Leaning Leaning => Clauses.Select(clause => clause.Leaning).DefaultIfEmpty().Max();

    /// <summary>Compares two versions, both without problems.</summary>
    /// <param name="old">The older one.</param>
    /// <param name="now">The newer one.</param>
    /// <param name="announced">When the newer one was announced; null when that is not known.</param>
    public static Difference Between(
        TypedPolicy old,
        TypedPolicy now,
        NodaTime.Instant? announced = null
    )
    {
        var changes = ImmutableArray.CreateBuilder<ClauseChange>();
        Add(changes, "", "Front matter", ParameterChanges.Between(old, now, ""));
        foreach (var clause in now.Clauses)
            if (old.Draft.Document.Clause(clause.Name.Slug) is null)
                changes.Add(Whole(now, clause, ClauseFate.Added));
            else
                Add(
                    changes,
                    clause.Name.Slug,
                    clause.Draft.Text.Title,
                    [
                        .. ParameterChanges.Between(old, now, clause.Name.Slug),
                        .. TextChanges.Between(old, now, clause.Name.Slug),
                    ]
                );
        foreach (var clause in old.Clauses)
            if (now.Draft.Document.Clause(clause.Name.Slug) is null)
                changes.Add(Whole(old, clause, ClauseFate.Removed));
        Add(changes, "", "Text outside of clauses", TextChanges.Outside(old, now));
        var leaning = changes.Select(clause => clause.Leaning).DefaultIfEmpty().Max();
        return new Difference(
            old,
            now,
            changes.ToImmutable(),
            NoticeOfChange.Of(old, now, leaning, announced)
        );
    }

    private static void Add(
        ImmutableArray<ClauseChange>.Builder into,
        string slug,
        string title,
        ImmutableArray<Change> changes
    )
    {
        if (!changes.IsEmpty)
            into.Add(new ClauseChange(slug, title, ClauseFate.Changed, changes));
    }

    private static ClauseChange Whole(TypedPolicy policy, TypedClause clause, ClauseFate fate)
    {
        var isNew = fate == ClauseFate.Added;
        var parts =
            from entry in clause.Rule.Node.Entries
            from item in Yaml.Items(entry.Value)
            select Part(entry.Key.Text, item, isNew);
        return new ClauseChange(
            clause.Name.Slug,
            clause.Draft.Text.Title,
            fate,
            [.. parts, .. Plans(clause, isNew)]
        );
    }

    internal static Change Part(string part, Node value, bool isNew)
    {
        var there = Directions.OfPart(part, value);
        return new Change(
            part,
            isNew ? null : Yaml.Inline(value),
            isNew ? Yaml.Inline(value) : null,
            isNew ? there : Directions.Opposite(there)
        );
    }

    private static IEnumerable<Change> Plans(TypedClause clause, bool isNew) =>
        from plan in clause.Draft.Plans?.Entries ?? []
        select new Change(
            $"plan.{plan.Key.Text}",
            isNew ? null : Yaml.Inline(plan.Value),
            isNew ? Yaml.Inline(plan.Value) : null,
            isNew ? Leaning.Favourable : Leaning.Adverse
        );
}
