using System.Text.RegularExpressions;
using Evenhand.Tests.Tidy.Symbols;

namespace Evenhand.Tests.Tidy;

/// <summary>
/// Rooms of a project use only what stands on the floors below them, by the meaning of each name; and a namespace mirrors its folder,
/// so that a using says which room it is.
/// </summary>
internal static partial class Floors
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        Namespaces(tree)
            .Concat(Unplanned(tree))
            .Concat(Uses.Of(tree).Select(Against).OfType<Violation>());

    private static Violation? Against(Use use)
    {
        if (
            Use.ProjectOf(use.From) != Use.ProjectOf(use.To)
            || !House.Floors.TryGetValue(Use.ProjectOf(use.From), out var floors)
        )
            return null;
        var (from, to) = (FloorOf(floors, use.From), FloorOf(floors, use.To));
        return from is null || to is null || to < from
            ? null
            : new Violation(
                use.Path,
                use.Line,
                $"{use.From} uses {use.What} of {use.To}, which stands {(to == from ? "beside" : "above")} it",
                "Move the code down, hand a value in, or let a room above bring the two together"
            );
    }

    private static int? FloorOf(string[][] floors, string room)
    {
        var floor = Array.FindIndex(floors, rooms => rooms.Contains(Use.NameOf(room)));
        return floor < 0 ? null : floor;
    }

    private static IEnumerable<Violation> Unplanned(Tree tree) =>
        from file in tree.Files
        where file.IsUnder("src") && file.IsCSharp
        let room = Use.RoomOf(file.Path)
        where
            House.Floors.TryGetValue(Use.ProjectOf(room), out var floors)
            && FloorOf(floors, room) is null
        group file by room into files
        select new Violation(
            files.First().Path,
            1,
            $"src/{files.Key} is not in the plan",
            "Give it a floor in House.Floors"
        );

    private static IEnumerable<Violation> Namespaces(Tree tree) =>
        from file in tree.Files
        where file.IsUnder("src") && file.IsCSharp
        from line in file.Lines
        let violation = CheckNamespace(file, line.Text) ?? CheckGlobalUsing(line.Text)
        where violation != null
        select new Violation(file.Path, line.Number, violation.Value.What, violation.Value.Remedy);

    private static (string What, string Remedy)? CheckNamespace(TreeFile file, string line)
    {
        var expected = "Evenhand" + file.Folder["src".Length..].Replace('/', '.');
        var declared = Declaration().Match(line);
        return declared.Success && declared.Groups["name"].Value != expected
            ? (
                $"the namespace is {declared.Groups["name"].Value}",
                $"Name it after its folder: {expected}"
            )
            : null;
    }

    private static (string What, string Remedy)? CheckGlobalUsing(string line) =>
        GlobalUsing().IsMatch(line)
            ? (
                "a global using hides which room uses which",
                "Write the using in the files that need it"
            )
            : null;

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*global\s+using\s+(static\s+)?Evenhand\.")]
    private static partial Regex GlobalUsing();
}
