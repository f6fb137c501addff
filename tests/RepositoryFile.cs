using Evenhand.Import;
using Shouldly;

namespace Evenhand.Tests;

/// <summary>Maps and samples that the repository carries.</summary>
internal static class RepositoryFile
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static Stream Open(string path) => File.OpenRead(PathOf(path));

    public static ImportMap Map(string name) =>
        Evenhand.Tests.Import.Imported.MapOf(File.ReadAllText(PathOf($"maps/{name}.yaml")));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Evenhand.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.ShouldNotBeNull().FullName;
    }
}
