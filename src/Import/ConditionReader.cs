namespace Evenhand.Import;

/// <summary>A test of one column, as <c>skip</c> and <c>international_when</c> have it.</summary>
internal static class ConditionReader
{
    public static Condition Read(MapPart node, MapProblems problems, ColumnsReader columns)
    {
        Condition condition = new(
            columns.Required(node, "column"),
            node.Texts("is"),
            node.Texts("is_not"),
            node.Texts("starts_with"),
            node.Flag("empty")
        );
        node.Close();
        if (
            condition is
            { Is.IsEmpty: true, IsNot.IsEmpty: true, StartsWith.IsEmpty: true, Empty: null }
        )
        {
            problems.Add(node.At, "a condition needs `is`, `is_not`, `starts_with` or `empty`");
        }

        return condition;
    }
}
