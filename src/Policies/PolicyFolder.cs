using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies;

/// <summary>A folder of policies with their catalogue, such as <c>policies/</c>.</summary>
public static class PolicyFolder
{
    /// <summary>How many files are looked at; a folder that holds more was not meant.</summary>
    public const int MostFiles = 1_000;

    /// <summary>
    /// Compiles every literate policy of a folder and those below it; that its words agree with its rules is for
    /// <see cref="PolicyFile.Check(Document, Catalogue, Problems)"/>. Markdown without a front matter that names
    /// a policy is no policy and ignored. Null, with problems, when anything is wrong.
    /// </summary>
    public static PolicyShelf? Load(string folder, Problems problems)
    {
        if (Files(folder, problems) is not { } files)
            return null;
        if (
            CatalogueReader.Open(Path.Combine(folder, CatalogueReader.FileName), problems)
            is not { } catalogue
        )
            return null;
        var versions = files
            .Select(file => Version(file, catalogue, problems))
            .OfType<PolicyVersion>()
            .ToList();
        foreach (
            var same in versions
                .GroupBy(version => (version.Name, version.Effective))
                .Where(same => same.Count() > 1)
        )
            problems.Add(
                new Problem(
                    folder,
                    Place.Start,
                    "",
                    $"two versions of `{same.Key.Name}` take effect at {same.Key.Effective}",
                    "give each its own `effective`"
                )
            );
        return problems.Count == 0 ? new PolicyShelf(catalogue, versions) : null;
    }

    /// <summary>
    /// Checks every literate policy of a folder and those below it in every way that needs no run, and compiles it.
    /// Null, with problems, when anything is wrong.
    /// </summary>
    public static FolderPolicies? Open(string folder, Problems problems)
    {
        if (
            Files(folder, problems) is not { } files
            || CatalogueReader.Open(Path.Combine(folder, CatalogueReader.FileName), problems)
                is not { } catalogue
        )
            return null;
        var policies = new List<(PolicyVersion, string)>();
        foreach (var file in files)
        {
            var document = DocumentReader.Open(file, problems);
            if (document is null || !IsPolicy(document))
                continue;
            if (PolicyFile.Check(document, catalogue, problems).Version is { } version)
                policies.Add((version, document.Source.Text));
        }
        return problems.Count == 0 ? new FolderPolicies(catalogue, policies) : null;
    }

    /// <summary>Whether a document is a policy.</summary>
    public static bool IsPolicy(Document document) => document.FrontMatter?["policy"] is not null;

    private static PolicyVersion? Version(string file, Catalogue catalogue, Problems problems)
    {
        var own = new Problems();
        var document = DocumentReader.Open(file, own);
        if (document is not null && !IsPolicy(document))
            return null;
        var draft = document is null ? null : Draft.Of(document, own);
        problems.AddAll(own);
        return draft is null ? null : PolicyFile.Compile(draft, catalogue, problems);
    }

    private static List<string>? Files(string folder, Problems problems)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 4,
        };
        try
        {
            var files = Directory
                .EnumerateFiles(folder, "*.md", options)
                .Take(MostFiles + 1)
                .Order(StringComparer.Ordinal)
                .ToList();
            if (files.Count <= MostFiles)
                return files;
            problems.Add(
                new Problem(
                    folder,
                    Place.Start,
                    "",
                    $"holds more than {MostFiles:N0} Markdown files",
                    "name the folder of the policies"
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new Problem(folder, Place.Start, "", $"cannot be read: {e.Message}", null)
            );
        }
        return null;
    }
}

/// <summary>The policies of a folder, compiled, each with its text.</summary>
/// <param name="Catalogue">Their catalogue.</param>
/// <param name="Policies">Each version and the document that it was compiled from.</param>
public sealed record FolderPolicies(
    Catalogue Catalogue,
    IReadOnlyList<(PolicyVersion Version, string Text)> Policies
);
