using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>What is said and does not run: clauses that run later, and what says nothing where it stands.</summary>
internal static class LaterNotes
{
    public static void Add(TypedPolicy policy, Noting.Taker say)
    {
        foreach (var clause in policy.Clauses)
        {
            var slug = clause.Name.Slug;
            if (clause.Rule.Find<string>("none") == "later")
                say(
                    slug,
                    clause.Rule.At("none"),
                    NoteCode.RunsLater,
                    "the whole clause is checked and published now, and runs later"
                );
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
}
