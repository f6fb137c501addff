using System.Collections.Immutable;
using Evenhand.Languages;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>What happens with more, said once: several sentences that all begin with "More" become one, in any language.</summary>
internal static class ThenWords
{
    /// <summary>The sentences; null where nothing is known.</summary>
    /// <param name="then">What happens, each with its own sentence.</param>
    /// <param name="say">The language of the sentences.</param>
    public static string? Of(ImmutableArray<AllowanceThen> then, Language say)
    {
        var subject = say["More "];
        var joined = then.Where(each => IsOfMore(each, subject))
            .Select(each => each.Message[subject.Length..].TrimEnd('.'))
            .ToList();
        var sentences = then.Where(each => !IsOfMore(each, subject)).Select(each => each.Message);
        if (joined.Count > 0)
            sentences = sentences.Prepend($"{subject}{Listed(joined, say)}.");
        return string.Join(" ", sentences) is { Length: > 0 } said ? said : null;
    }

    // "More on 3 days opens a case" has a subject of its own.
    private static bool IsOfMore(AllowanceThen then, string subject) =>
        then.What is not (Consequence.RepeatedCase or Consequence.Nothing)
        && then.Message.StartsWith(subject, StringComparison.Ordinal);

    private static string Listed(List<string> parts, Language say) =>
        parts.Count switch
        {
            1 => parts[0],
            2 => say["{0} and {1}", parts[0], parts[1]],
            _ => say["{0}, and {1}", string.Join(", ", parts.Take(parts.Count - 1)), parts[^1]],
        };
}
