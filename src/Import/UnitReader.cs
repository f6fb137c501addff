namespace Evenhand.Import;

/// <summary>The <c>unit</c> of a column of durations; seconds where a map does not say.</summary>
internal static class UnitReader
{
    private static readonly Dictionary<string, DurationUnit> Units = DurationUnit.All.ToDictionary(
        unit => unit.Name
    );

    public static DurationUnit Read(MapPart node, MapProblems problems)
    {
        var text = node.Text("unit") ?? "seconds";
        return node.Has("unit")
            ? problems.Choice(node.Take("unit")!, "unit", text, Units) ?? Units["seconds"]
            : Units[text];
    }
}
