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
        // Side by side: a short run waits for little else.
        var read = new (PolicyVersion? Version, Problems Own)[files.Count];
        Parallel.For(0, files.Count, i => read[i] = Version(files[i], catalogue));
        foreach (var (_, own) in read)
            problems.AddAll(own);
        var versions = read.Select(each => each.Version).OfType<PolicyVersion>().ToList();
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
    /// Checks the literate policies of a folder and those below it in every way that needs no run, and compiles them.
    /// Null, with problems, when anything is wrong.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="catalogue">Its catalogue.</param>
    /// <param name="isKnown">Whether a text has passed the check before; such a one is left out.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<(PolicyVersion Version, string Text)>? Open(
        string folder,
        Catalogue catalogue,
        Func<string, bool> isKnown,
        Problems problems
    )
    {
        if (Files(folder, problems) is not { } files)
            return null;
        var policies = new List<(PolicyVersion, string)>();
        foreach (var file in files)
        {
            var document = DocumentReader.Open(file, problems);
            if (document is null || !IsPolicy(document) || isKnown(document.Source.Text))
                continue;
            if (PolicyFile.Check(document, catalogue, problems).Version is { } version)
                policies.Add((version, document.Source.Text));
        }
        return problems.Count == 0 ? policies : null;
    }

    /// <summary>Whether a document is a policy.</summary>
    public static bool IsPolicy(Document document) => document.FrontMatter?["policy"] is not null;

    private static (PolicyVersion? Version, Problems Own) Version(string file, Catalogue catalogue)
    {
        var own = new Problems();
        var document = DocumentReader.Open(file, own);
        if (document is not null && !IsPolicy(document))
            return (null, new Problems());
        var draft = document is null ? null : Draft.Of(document, own);
        return (draft is null ? null : PolicyFile.Compile(draft, catalogue, own), own);
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
