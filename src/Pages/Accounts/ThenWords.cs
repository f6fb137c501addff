using System.Collections.Immutable;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>What happens with more, said once: several sentences that all begin with "More" become one.</summary>
internal static class ThenWords
{
    private const string Subject = "More ";

    /// <summary>The sentences; null where nothing is known.</summary>
    /// <param name="then">What happens, each with its own sentence.</param>
    public static string? Of(ImmutableArray<AllowanceThen> then)
    {
        var joined = then.Where(IsOfMore).Select(each => Predicate(each.Message)).ToList();
        var sentences = then.Where(each => !IsOfMore(each)).Select(each => each.Message);
        if (joined.Count > 0)
            sentences = sentences.Prepend($"{Subject}{Listed(joined)}.");
        return string.Join(" ", sentences) is { Length: > 0 } said ? said : null;
    }

    // "More on 3 days opens a case" has a subject of its own.
    private static bool IsOfMore(AllowanceThen then) =>
        then.What is not (Consequence.RepeatedCase or Consequence.Nothing)
        && then.Message.StartsWith(Subject, StringComparison.Ordinal);

    private static string Predicate(string sentence) => sentence[Subject.Length..].TrimEnd('.');

    private static string Listed(List<string> parts) =>
        parts.Count switch
        {
            1 => parts[0],
            2 => $"{parts[0]} and {parts[1]}",
            _ => $"{string.Join(", ", parts.Take(parts.Count - 1))}, and {parts[^1]}",
        };
}
