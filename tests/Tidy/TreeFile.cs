namespace Evenhand.Tests.Tidy;

/// <summary>A file of the repository.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Text">Empty for a binary file: it has a place in the tree, but nothing to read.</param>
internal sealed record TreeFile(string Path, string Text)
{
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>Written by a tool: nobody chose its words.</summary>
    public bool IsGenerated => Name == "packages.lock.json";

    public IEnumerable<(int Number, string Text)> Lines =>
        Text.Split('\n').Select((text, index) => (index + 1, text.TrimEnd('\r')));

    public bool IsUnder(params string[] folders) =>
        folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));
}
