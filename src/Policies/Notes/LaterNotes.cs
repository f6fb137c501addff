using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>What is said and does not run: what runs later, and what says nothing where it stands.</summary>
internal static class LaterNotes
{
    public static void Add(TypedPolicy policy, Noting.Taker say)
    {
        foreach (var clause in policy.Clauses)
        {
            var slug = clause.Name.Slug;
            foreach (var entry in clause.Rule.Node.Entries)
                if (entry.Key.Text == "none" && clause.Rule.Find<string>("none") == "later")
                    Later(slug, entry.Value.At, "the whole clause", say);
                else if (
                    Vocabulary.Rule.Key(entry.Key.Text) is { Later: true } key
                    && !IsReason(key)
                    && !StatesNothing(key, entry.Value)
                )
                    Later(slug, entry.Key.At, $"`{key.Name}`", say);
            foreach (var part in policy.PartsOf(clause))
            foreach (var key in part.Shape.Keys.Where(key => key.Later && part.Has(key.Name)))
                Later(slug, part.At(key.Name), $"`{part.Shape.Name}.{key.Name}`", say);
            foreach (var part in clause.Parts("allowance", "limit"))
                if (part.Has("taken") && !part.Has("for-each"))
                    say(
                        slug,
                        part.At("taken"),
                        NoteCode.WithoutEffect,
                        "without `for-each` there is no count of licences that `taken` could choose"
                    );
        }
    }

    private static void Later(string slug, Place at, string what, Noting.Taker say) =>
        say(slug, at, NoteCode.RunsLater, $"{what} is checked and published now, and runs later");

    // Where there is no bound on what goes on at once, there is nothing that could run.
    private static bool StatesNothing(Key key, Node value) =>
        key.Name == "concurrency"
        && Yaml.Items(value).All(each => Yaml.Word((each as MapNode)?["amount"]) == "none");

    private static bool IsReason(Key key) => key.Name is "none" or "because" or "see";

    private static IEnumerable<Part> PartsOf(this TypedPolicy policy, TypedClause clause) =>
        clause.Parts([
            .. Vocabulary
                .Groups.SelectMany(group => group.Parts)
                .Where(part => !part.Later)
                .Select(part => part.Key.Name),
        ]);
}
