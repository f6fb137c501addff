namespace Evenhand.Tests.Releases;

/// <summary>What is kept of a release: a ledger that it wrote, and what it answered from it.</summary>
internal sealed class Release(string folder)
{
    private static readonly string Room = RepositoryFile.PathOf("tests/Releases");

    /// <summary>The names of all that are kept, oldest first.</summary>
    public static IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateDirectories(Room)
                .Select(each => Path.GetFileName(each))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The story that the next release will leave.</summary>
    public static string[] CurrentStory => File.ReadAllLines(Path.Combine(Room, "story.txt"));

    public static Release Named(string name) => new(Path.Combine(Room, name));

    /// <summary>The policies under which it served.</summary>
    public string Policies => Path.Combine(folder, "policies");

    /// <summary>What was told to it.</summary>
    public string[] Story => File.ReadAllLines(Path.Combine(folder, "story.txt"));

    /// <summary>The last instant of the story.</summary>
    public string End => Story.Last(line => line.StartsWith("on ", StringComparison.Ordinal))[3..];

    /// <summary>What it answered.</summary>
    public IReadOnlyList<Answer> Answers =>
        [.. File.ReadAllLines(Path.Combine(folder, "answers.tsv")).Select(Answer.Parse)];

    /// <summary>What is answered otherwise since, each for a reason.</summary>
    public IReadOnlyList<Difference> Differences =>
        [
            .. File.ReadAllLines(Path.Combine(folder, "differences.tsv"))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(Difference.Parse),
        ];

    /// <summary>The texts of its keys, which open nothing but this ledger.</summary>
    public IReadOnlyList<(string Name, string Text)> Keys =>
        [
            .. File.ReadAllLines(Path.Combine(folder, "keys.tsv"))
                .Select(line => line.Split('\t'))
                .Select(parts => (parts[0], parts[1])),
        ];

    /// <summary>A copy of its data, so that a test can do with it what it likes.</summary>
    public DirectoryInfo Copy()
    {
        var copy = Directory.CreateTempSubdirectory("evenhand-release-");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "data")))
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Keeps what a node of today wrote and answers.</summary>
    public void Keep(
        string data,
        string policies,
        string[] story,
        IEnumerable<Answer> answers,
        IEnumerable<(string Name, string Text)> keys
    )
    {
        CopyAll(data, Path.Combine(folder, "data"));
        CopyAll(policies, Policies);
        File.WriteAllLines(Path.Combine(folder, "story.txt"), story);
        Write("answers.tsv", answers.Select(each => each.ToString()));
        Write("keys.tsv", keys.Select(each => $"{each.Name}\t{each.Text}"));
        Write("differences.tsv", []);
    }

    private void Write(string name, IEnumerable<string> lines) =>
        File.WriteAllText(
            Path.Combine(folder, name),
            string.Concat(lines.Select(line => $"{line}\n"))
        );

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (
            var file in Directory
                .EnumerateFiles(from)
                .Where(each => !each.EndsWith("README.md", StringComparison.Ordinal))
        )
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
