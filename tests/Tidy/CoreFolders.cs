using System.Text.RegularExpressions;

namespace Evenhand.Tests.Tidy;

/// <summary>
/// Folders of src/Core use each other only as the plan of the house allows. A namespace mirrors its folder, so that what
/// a folder uses can be read from its text.
/// </summary>
internal static partial class CoreFolders
{
    private const string Core = "src/Core";

    public static IEnumerable<Violation> Check(Tree tree) =>
        tree.Files.Where(file => file.IsUnder(Core) && file.IsCSharp).SelectMany(CheckFile);

    private static IEnumerable<Violation> CheckFile(TreeFile file) =>
        from line in file.Lines
        let violation = CheckNamespace(file, line.Text)
            ?? CheckGlobalUsing(line.Text)
            ?? CheckUse(file, line.Text)
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
                "a global using hides which folder uses which",
                "Write the using in the files that need it"
            )
            : null;

    private static (string What, string Remedy)? CheckUse(TreeFile file, string line)
    {
        if (FolderOf(file) is not { } folder)
            return null;
        if (!House.CoreFolders.TryGetValue(folder, out var allowed))
        {
            return Declaration().IsMatch(line)
                ? (
                    $"{Core}/{folder} is not in the plan",
                    "Add it to House.CoreFolders with its arrows"
                )
                : null;
        }
        var used = CoreNamespace().Matches(line).Select(match => match.Groups["folder"].Value);
        var sideways = used.FirstOrDefault(name =>
            name != folder && IsFolder(name) && !allowed.Contains(name)
        );
        return sideways == null
            ? null
            : (
                $"Core/{folder} uses Core/{sideways}",
                $"{folder} may use {(allowed.Length == 0 ? "no other folder" : string.Join(", ", allowed))}: "
                    + "let the root of Core bring the two together"
            );
    }

    /// <summary>The first folder below src/Core, or null for a file at its root.</summary>
    private static string? FolderOf(TreeFile file)
    {
        var parts = file.Path.Split('/');
        return parts.Length > 3 ? parts[2] : null;
    }

    private static bool IsFolder(string name) => House.CoreFolders.ContainsKey(name);

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*global\s+using\s+(static\s+)?Evenhand\.")]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"\bEvenhand\.Core\.(?<folder>\w+)")]
    private static partial Regex CoreNamespace();
}
