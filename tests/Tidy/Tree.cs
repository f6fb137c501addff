using System.Diagnostics;

namespace Evenhand.Tests.Tidy;

/// <summary>The files of a repository: those of this checkout, or a few planted ones.</summary>
internal sealed class Tree
{
    private readonly HashSet<string> paths;
    private readonly HashSet<string> folders;

    private Tree(IEnumerable<TreeFile> files)
    {
        Files = [.. files];
        paths = [.. Files.Select(file => file.Path)];
        folders = [.. paths.SelectMany(FoldersAbove)];
    }

    public IReadOnlyList<TreeFile> Files { get; }

    /// <summary>Whether a file or a folder stands at this path; the root is the empty path.</summary>
    public bool Has(string path) => paths.Contains(path) || folders.Contains(path);

    public TreeFile? File(string path) => Files.FirstOrDefault(file => file.Path == path);

    public static Tree Of(params (string Path, string Text)[] files) =>
        new(files.Select(file => new TreeFile(file.Path, file.Text)));

    /// <summary>What Git tracks in this checkout, and new files that it does not ignore.</summary>
    public static Tree OfRepository()
    {
        var root = Root();
        var listed = Git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Distinct();
        var present = listed.Where(path => System.IO.File.Exists(Path.Combine(root, path)));
        return new Tree(present.Select(path => Read(root, path)));
    }

    /// <summary>The folder of the checkout in which the tests run.</summary>
    public static string Root()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder != null;
            folder = folder.Parent
        )
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Evenhand.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException(
            "The tests must run inside a checkout (no Evenhand.slnx above them)."
        );
    }

    private static string Git(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        using var git =
            Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                "The Tidy test reads the tree from Git; this is no Git checkout."
            );
    }

    private static TreeFile Read(string root, string path)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(root, path));
        return new TreeFile(path, text.Contains('\0') ? "" : text);
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (
            var slash = path.LastIndexOf('/');
            slash >= 0;
            slash = slash > 0 ? path.LastIndexOf('/', slash - 1) : -1
        )
        {
            yield return path[..slash];
        }
        yield return "";
    }
}
