using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Replaying;

/// <summary>Where the published policies are, and what they come to.</summary>
internal static class PolicyPlace
{
    private const string Folder = "policies";

    /// <summary>The policies of a folder; null, with the problems told, when anything is wrong with them.</summary>
    /// <param name="named">The folder that the user named; null for <c>policies</c> here, above, or beside the program.</param>
    /// <param name="errors">Where problems are told.</param>
    public static PolicyShelf? Load(DirectoryInfo? named, TextWriter errors)
    {
        var problems = new Problems();
        var folder = Find(named?.FullName);
        if (folder is null)
        {
            errors.WriteLine("There is no folder of policies here; name one with --policies.");
            return null;
        }
        var shelf = PolicyFolder.Load(folder, problems);
        foreach (var problem in problems.InOrder)
            errors.WriteLine(problem);
        return shelf;
    }

    /// <summary>The folder that the user named, else <c>policies</c> here, above, or beside the program; null where there is none.</summary>
    public static string? Find(string? named) =>
        named ?? Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);

    private static string? Above(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, Folder, CatalogueReader.FileName)))
                return Path.Combine(at.FullName, Folder);
        return null;
    }
}
