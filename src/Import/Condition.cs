using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>A test of one column; every part that is given must hold.</summary>
internal sealed record Condition(int Column)
{
    public ImmutableArray<string> Is { get; init; } = [];
    public ImmutableArray<string> IsNot { get; init; } = [];
    public ImmutableArray<string> StartsWith { get; init; } = [];
    public ImmutableArray<string> EndsWith { get; init; } = [];
    public ImmutableArray<string> Contains { get; init; } = [];
    public bool? Empty { get; init; }

    public bool IsVain =>
        Is.IsEmpty
        && IsNot.IsEmpty
        && StartsWith.IsEmpty
        && EndsWith.IsEmpty
        && Contains.IsEmpty
        && Empty is null;

    public bool Holds(Row row)
    {
        var text = row[Column];
        return (Is.IsEmpty || Is.Contains(text))
            && !IsNot.Contains(text)
            && Any(StartsWith, start => text.StartsWith(start, StringComparison.Ordinal))
            && Any(EndsWith, end => text.EndsWith(end, StringComparison.Ordinal))
            && Any(Contains, part => text.Contains(part, StringComparison.Ordinal))
            && (Empty is null || Empty == (text.Length == 0));
    }

    /// <summary>Why a row is left out that meets it; one reason for all such rows.</summary>
    public string Reason(Row row)
    {
        var name = $"`{row.NameOf(Column)}`";
        var text = row[Column];
        if (text.Length == 0)
            return $"{name} is empty";
        return IsNot.IsEmpty ? $"{name} is '{Shortened(text)}'" : $"{name} is not {Listed(IsNot)}";
    }

    public static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Listed(ImmutableArray<string> words) =>
        string.Join(" or ", words.Select(word => $"'{word}'"));

    private static bool Any(ImmutableArray<string> parts, Func<string, bool> holds) =>
        parts.IsEmpty || parts.Any(holds);
}
