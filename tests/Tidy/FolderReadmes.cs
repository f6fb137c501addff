namespace Evenhand.Tests.Tidy;

/// <summary>Every room has a short README: what it owns, what it does not, where to start.</summary>
internal static class FolderReadmes
{
    private static readonly string[] Rooms =
    [
        "policies",
        "samples",
        "maps",
        "tests",
        "bench",
        "docs",
    ];

    public static IEnumerable<Violation> Check(Tree tree) =>
        Rooms
            .Where(tree.Has)
            .Concat(FoldersOfCode(tree))
            .SelectMany(folder => CheckFolder(tree, folder));

    private static IEnumerable<string> FoldersOfCode(Tree tree) =>
        tree
            .Files.Where(file => file.IsUnder("src") && file.IsCSharp)
            .Select(file => file.Folder)
            .Distinct();

    private static IEnumerable<Violation> CheckFolder(Tree tree, string folder)
    {
        var path = $"{folder}/README.md";
        if (tree.File(path) is not { } readme)
        {
            return
            [
                new(
                    path,
                    1,
                    "the folder has no README",
                    "Say what it owns, what it does not, and where to start"
                ),
            ];
        }
        var lines = readme.Text.TrimEnd().Split('\n').Length;
        return lines <= House.MostLinesOfAReadme
            ? []
            :
            [
                new(
                    path,
                    lines,
                    $"the README has {lines} lines",
                    $"Keep to {House.MostLinesOfAReadme}: move the rest to docs/"
                ),
            ];
    }
}
