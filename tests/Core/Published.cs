using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Shouldly;

namespace Evenhand.Tests.Core;

/// <summary>The policies that the repository publishes, compiled once for all tests.</summary>
internal static class Published
{
    private static readonly Lazy<PolicyShelf> Loaded = new(() =>
        Load(RepositoryFile.PathOf("policies"))
    );

    public static PolicyShelf Shelf => Loaded.Value;

    /// <summary>A shelf of the published policies and an amended version of one of them.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="version">The amended version's name.</param>
    /// <param name="effective">The date from which it is in force.</param>
    /// <param name="amendments">Words of the document, and what stands in their place.</param>
    public static PolicyShelf Amended(
        string policy,
        string version,
        string effective,
        params (string Words, string Instead)[] amendments
    )
    {
        var folder = Directory.CreateTempSubdirectory("evenhand-amended-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(RepositoryFile.PathOf("policies"), "*.*"))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var text = Text(policy, version, effective);
            foreach (var (words, instead) in amendments)
            {
                text.ShouldContain(words);
                text = text.Replace(words, instead, StringComparison.Ordinal);
            }
            File.WriteAllText(Path.Combine(folder.FullName, $"{policy}-amended.md"), text);
            return Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The text of a published policy under another version and date.</summary>
    public static string Text(string policy, string version, string effective)
    {
        var text = File.ReadAllText(RepositoryFile.PathOf($"policies/{policy}.md"));
        return Front(text, version, effective);
    }

    /// <summary>A document without its examples, for tests that change its rules.</summary>
    public static string WithoutExamples(string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            text,
            "^```yaml example.*?^```\n",
            "",
            System.Text.RegularExpressions.RegexOptions.Multiline
                | System.Text.RegularExpressions.RegexOptions.Singleline
        );

    public static string Front(string text, string version, string effective) =>
        Key(Key(text, "version", version), "effective", effective);

    private static string Key(string text, string key, string value)
    {
        var start = text.IndexOf($"\n{key}: ", StringComparison.Ordinal) + key.Length + 3;
        return text[..start] + value + text[text.IndexOf('\n', start)..];
    }

    private static PolicyShelf Load(string folder)
    {
        var problems = new Problems();
        var shelf = PolicyFolder.Load(folder, problems);
        problems.InOrder.ShouldBeEmpty();
        return shelf.ShouldNotBeNull();
    }
}
