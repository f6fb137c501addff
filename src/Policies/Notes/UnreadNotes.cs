using Evenhand.Core;
using Evenhand.Core.Policy;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>What no rule looks at: meters, states, event types of the catalogue, and fields of those that rules look at.</summary>
internal static class UnreadNotes
{
    public static void Add(TypedPolicy policy, PolicyVersion version, Noting.Taker say)
    {
        foreach (var meter in IdleParts.Meters(policy))
        {
            var (clause, part) = policy.PartOf(meter);
            say(
                clause.Name.Slug,
                part.Node.At,
                NoteCode.UnreadMeter,
                $"no rule that runs looks at `{meter.Name}`: it is counted for people to see"
            );
        }
        foreach (var (clause, part) in IdleParts.Included(policy))
            say(
                clause.Name.Slug,
                part.Node.At,
                NoteCode.UnreadAllowance,
                $"nothing is billed, drawn or told by what `{part.Shape.Name}` says here: it is for people to see"
            );
        foreach (var (clause, part) in IdleStates.Of(policy, version))
            say(
                clause.Name.Slug,
                part.Node.At,
                NoteCode.UnreadState,
                $"no rule looks at the state `{part.Get<string>("name")}`"
            );
        OfCatalogue(version, policy.FrontMatter.At("policy"), say);
    }

    private static void OfCatalogue(PolicyVersion version, Place at, Noting.Taker say)
    {
        var own = RuleReads.OwnTypes(version.Catalogue).ToList();
        var unread = own.Where(type => !RuleReads.Looks(version, type)).ToList();
        if (unread.Count > 0)
            say(
                "",
                at,
                NoteCode.UnreadTypes,
                $"no rule looks at {Noting.List([.. unread.Select(type => type.Name)])} of the catalogue: such events count nowhere"
            );
        foreach (var type in own.Except(unread))
        {
            var read = RuleReads.Fields(version, type).ToHashSet();
            string[] fields =
            [
                .. type.Fields.Where(field => !read.Contains(field)).Select(field => field.Name),
            ];
            if (fields.Length > 0)
                say(
                    "",
                    at,
                    NoteCode.UnreadFields,
                    $"no rule looks at {Noting.List(fields)} of {type.Name}"
                );
        }
    }
}
