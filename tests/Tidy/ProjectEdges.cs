using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Evenhand.Tests.Tidy;

/// <summary>Projects under src/ reference, and name, only what the plan of the house allows.</summary>
internal static partial class ProjectEdges
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        tree.Files.Where(file => file.IsUnder("src")).SelectMany(CheckFile);

    private static IEnumerable<Violation> CheckFile(TreeFile file)
    {
        var project = file.Path.Split('/')[1];
        var isProject = file.Name.EndsWith(".csproj", StringComparison.Ordinal);
        if (isProject && !House.Projects.ContainsKey(project))
        {
            return
            [
                new(
                    file.Path,
                    1,
                    $"src/{project} is not in the plan",
                    "Add it to House.Projects with its arrows"
                ),
            ];
        }
        var edges =
            isProject ? References(file)
            : file.IsCSharp ? Namespaces(file)
            : [];
        return edges
            .Where(edge => !MayUse(project, edge.Target))
            .Select(edge => new Violation(
                file.Path,
                edge.Line,
                $"{project} uses {edge.Target}",
                $"{project} may use {Listed(project)}: move the code, or pass a value in"
            ));
    }

    private static bool MayUse(string project, string target) =>
        project == target
        || (House.Projects.TryGetValue(project, out var allowed) && allowed.Contains(target));

    private static string Listed(string project) =>
        House.Projects.TryGetValue(project, out var allowed) && allowed.Length > 0
            ? string.Join(", ", allowed)
            : "no other project";

    private static IEnumerable<(int Line, string Target)> References(TreeFile file) =>
        from reference in XDocument
            .Parse(file.Text, LoadOptions.SetLineInfo)
            .Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include") ?? "")
        select (((IXmlLineInfo)reference).LineNumber, target);

    private static IEnumerable<(int Line, string Target)> Namespaces(TreeFile file) =>
        from line in file.Lines
        from Match match in ProjectNamespace().Matches(line.Text)
        let target = match.Groups["project"].Value
        where House.Projects.ContainsKey(target)
        select (line.Number, target);

    [GeneratedRegex(@"\bEvenhand\.(?<project>\w+)")]
    private static partial Regex ProjectNamespace();
}
