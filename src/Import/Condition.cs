using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>A test of one column; every part that is given must hold.</summary>
internal sealed record Condition(
    int Column,
    ImmutableArray<string> Is,
    ImmutableArray<string> IsNot,
    ImmutableArray<string> StartsWith,
    bool? Empty
)
{
    public bool Holds(Row row)
    {
        var text = row[Column];
        return (Is.IsEmpty || Is.Contains(text))
            && !IsNot.Contains(text)
            && (
                StartsWith.IsEmpty
                || StartsWith.Any(start => text.StartsWith(start, StringComparison.Ordinal))
            )
            && (Empty is null || Empty == (text.Length == 0));
    }
}
