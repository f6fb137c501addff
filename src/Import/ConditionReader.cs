using System.Collections.Immutable;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>A test of one column, as <c>skip</c>, <c>when</c> and <c>international_when</c> have it.</summary>
internal static class ConditionReader
{
    /// <summary>One condition or a list of them under a key; none if the key is absent.</summary>
    public static ImmutableArray<Condition> Several(
        MapPart node,
        string key,
        MapProblems problems,
        ColumnsReader columns
    ) =>
        node.Take(key) switch
        {
            null => [],
            ListNode => [.. node.Children(key).Select(child => Read(child, problems, columns))],
            _ => node.Child(key) is { } child ? [Read(child, problems, columns)] : [],
        };

    public static Condition Read(MapPart node, MapProblems problems, ColumnsReader columns)
    {
        var condition = new Condition(columns.Required(node, "column"))
        {
            Is = node.Texts("is"),
            IsNot = node.Texts("is_not"),
            StartsWith = node.Texts("starts_with"),
            EndsWith = node.Texts("ends_with"),
            Contains = node.Texts("contains"),
            Empty = node.Flag("empty"),
        };
        node.Close();
        if (condition.IsVain)
            problems.Add(
                node.At,
                "a condition needs `is`, `is_not`, `starts_with`, `ends_with`, `contains` or `empty`"
            );
        return condition;
    }
}
