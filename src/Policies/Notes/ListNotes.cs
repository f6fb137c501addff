using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>What a value does that is outside of its field's list in the catalogue.</summary>
internal static class ListNotes
{
    public static void Add(TypedPolicy policy, PolicyVersion version, Noting.Taker say)
    {
        var at = policy.FrontMatter.At("policy");
        foreach (
            var type in RuleReads
                .OwnTypes(version.Catalogue)
                .Where(type => RuleReads.Looks(version, type))
        )
        {
            var read = RuleReads.Refused(version, type).ToHashSet();
            var lists = type.Fields.Where(field => field.Kind == FieldKind.Choice).ToList();
            Say(type, [.. lists.Where(read.Contains)], at, say, "is rejected");
            Say(
                type,
                [.. lists.Where(field => !read.Contains(field))],
                at,
                say,
                "counts as if nothing stood there, since no rule looks at it"
            );
        }
    }

    private static void Say(
        EventType type,
        IReadOnlyList<Field> fields,
        Place at,
        Noting.Taker say,
        string becomes
    )
    {
        if (fields.Count > 0)
            say(
                "",
                at,
                NoteCode.OutsideList,
                $"a {type.Name} whose {string.Join(" or ", fields.Select(List))} {becomes}"
            );
    }

    private static string List(Field field) =>
        $"`{field.Name}` is none of {string.Join(", ", field.Choices)}";
}
