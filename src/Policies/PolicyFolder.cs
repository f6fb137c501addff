using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies;

/// <summary>A folder of policies with their catalogue, such as <c>policies/</c>.</summary>
public static class PolicyFolder
{
    /// <summary>
    /// Compiles every literate policy of a folder and those below it; that its words agree with its rules is for
    /// <see cref="PolicyFile.Check(Document, Catalogue, Problems)"/>. Drafts, and Markdown whose front matter names
    /// no policy, are left out. Null, with problems, when anything is wrong.
    /// </summary>
    public static PolicyShelf? Load(string folder, Problems problems)
    {
        if (PolicyFiles.Find(folder, problems) is not { } files)
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
        var versions = read.Zip(files, (each, file) => (each.Version, File: file))
            .Where(each => each.Version is not null)
            .Select(each => (Version: each.Version!, each.File))
            .ToList();
        Clashes(versions, problems);
        return problems.Count == 0
            ? new PolicyShelf(catalogue, versions.Select(each => each.Version))
            : null;
    }

    /// <summary>
    /// Checks the literate policies of a folder and those below it in every way that needs no run, and compiles them.
    /// Null, with problems, when anything is wrong.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="catalogue">Its catalogue.</param>
    /// <param name="isKnown">Whether a text has passed the check before, or is not wanted; such a one is left out.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<(CheckedPolicy Policy, string File)>? Open(
        string folder,
        Catalogue catalogue,
        Func<SourceText, bool> isKnown,
        Problems problems
    )
    {
        if (PolicyFiles.Find(folder, problems) is not { } files)
            return null;
        var policies = new List<(CheckedPolicy, string)>();
        foreach (var file in files)
        {
            if (PolicyFiles.Open(file, problems) is not { } document || isKnown(document.Source))
                continue;
            var policy = PolicyFile.Check(document, catalogue, problems);
            if (policy.Version is not null)
                policies.Add((policy, file));
        }
        return problems.Count == 0 ? policies : null;
    }

    private static void Clashes(
        List<(PolicyVersion Version, string File)> versions,
        Problems problems
    )
    {
        var days = versions.GroupBy(each => (each.Version.Name, each.Version.Effective));
        foreach (var same in days.Where(same => same.Skip(1).Any()))
            Clash(same, $"two versions of `{same.Key.Name}` take effect at {same.Key.Effective}");
        var names = versions.GroupBy(each => (each.Version.Name, each.Version.Version));
        foreach (var same in names.Where(same => same.Skip(1).Any()))
            Clash(same, $"two texts are version {same.Key.Version} of `{same.Key.Name}`");

        void Clash(IEnumerable<(PolicyVersion Version, string File)> same, string what)
        {
            var files = same.Select(each => each.File).ToList();
            problems.Add(
                new Problem(
                    files[^1],
                    Place.Start,
                    "",
                    $"{what}: this file and {string.Join(", ", files[..^1])}",
                    $"give each its own `version` and `effective`, or put one into {PolicyFiles.Drafts}/"
                )
            );
        }
    }

    private static (PolicyVersion? Version, Problems Own) Version(string file, Catalogue catalogue)
    {
        var own = new Problems();
        if (PolicyFiles.Open(file, own) is not { } document)
            return (null, own);
        var draft = Draft.Of(document, own);
        return (PolicyFile.Compile(draft, catalogue, own), own);
    }
}
