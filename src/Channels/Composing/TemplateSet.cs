using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;
using Tongue = Evenhand.Languages.Language;

namespace Evenhand.Channels.Composing;

/// <summary>The templates of a server: those of a folder, and our own behind them.</summary>
public sealed class TemplateSet
{
    /// <summary>The language of our own templates.</summary>
    public const string English = "en";

    private const string Any = "notice";
    private const string Ending = ".md";

    private readonly FrozenDictionary<string, Template> byPath;

    private TemplateSet(FrozenDictionary<string, Template> byPath)
    {
        this.byPath = byPath;
        // What is of one policy has that before its language.
        Languages =
        [
            .. byPath
                .Keys.Select(path => path.Split('/')[^2])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The languages that there are letters in, BCP 47.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>Our own templates.</summary>
    public static TemplateSet Own { get; } = Open(null);

    /// <summary>The templates of a folder, and our own.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <exception cref="BadTemplateException">Something is wrong with one of them; all problems are in it.</exception>
    public static TemplateSet Open(string? folder)
    {
        var (found, problems) = (
            new Dictionary<string, Template>(StringComparer.Ordinal),
            new List<string>()
        );
        foreach (var (path, text) in OwnTexts().Concat(TextsOf(folder)))
        {
            var wrong = new List<(int Line, string Problem)>();
            if (Template.Read(text, wrong) is { } template)
                found[path] = template;
            problems.AddRange(wrong.Select(each => $"{path}:{each.Line}: {each.Problem}"));
        }
        return problems.Count == 0
            ? new TemplateSet(found.ToFrozenDictionary())
            : throw new BadTemplateException(problems);
    }

    /// <summary>The letter on something that was told.</summary>
    /// <param name="entry">What was told, a notice.</param>
    /// <param name="language">The language that is wished for; ours where there is none in it.</param>
    /// <param name="link">The address at which it can be read; null where there is none.</param>
    public Message Of(SaidEntry entry, string language, string? link = null)
    {
        var (policy, kind) = (entry.Notice!.Policy, entry.Notice.What);
        string[] paths =
        [
            $"{policy}/{language}/{kind}",
            $"{policy}/{language}/{Any}",
            $"{language}/{kind}",
            $"{language}/{Any}",
            $"{policy}/{English}/{kind}",
            $"{policy}/{English}/{Any}",
            $"{English}/{kind}",
            $"{English}/{Any}",
        ];
        var path = paths.First(byPath.ContainsKey);
        var say = Tongue.Find(path.Split('/')[^2]) ?? Tongue.English;
        return byPath[path].Of(new Letter(entry, link, say));
    }

    private static IEnumerable<(string Path, string Text)> TextsOf(string? folder)
    {
        if (folder is null)
            yield break;
        foreach (
            var file in Directory
                .EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (path.Contains('/'))
                yield return (path[..^Ending.Length], File.ReadAllText(file));
        }
    }

    /// <summary>One of our own is named after its kind, and after its language where that is not English: <c>notice.de</c>.</summary>
    private static string PathOf(string name) =>
        name.Split('.') is [var kind, var language] ? $"{language}/{kind}" : $"{English}/{name}";

    private static IEnumerable<(string Path, string Text)> OwnTexts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string start = "templates/";
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(start, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (PathOf(name[start.Length..^Ending.Length]), reader.ReadToEnd());
        }
    }
}

/// <summary>Templates are no good.</summary>
/// <param name="problems">What is wrong, with file and line.</param>
public sealed class BadTemplateException(IReadOnlyList<string> problems)
    : Exception($"the templates are no good: {string.Join("; ", problems)}")
{
    /// <summary>What is wrong, with file and line.</summary>
    public IReadOnlyList<string> Problems => problems;
}
