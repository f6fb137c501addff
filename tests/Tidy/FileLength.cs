namespace Evenhand.Tests.Tidy;

/// <summary>No source file grows past the plan's limit unless it was longer when the rule came.</summary>
internal static class FileLength
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        where file.IsCSharp && !House.LongFiles.Contains(file.Path)
        let lines = file.Text.TrimEnd().Split('\n').Length
        where lines > House.MostLinesOfAFile
        select new Violation(
            file.Path,
            lines,
            $"the file has {lines} lines, more than {House.MostLinesOfAFile}",
            "Split it along its ideas, one file for each"
        );
}
