using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;

namespace Evenhand.Channels.Composing;

/// <summary>The templates of a server: what people worded in the console, those of a folder behind that, and our own behind them.</summary>
public sealed class TemplateSet
{
    /// <summary>The language of our own templates.</summary>
    public const string English = "en";

    /// <summary>The kind that stands for all that have no template of their own.</summary>
    public const string Any = "notice";

    private const string Ending = ".md";

    private readonly FrozenDictionary<string, Template> byPath;
    private ImmutableDictionary<string, Template> worded = ImmutableDictionary<
        string,
        Template
    >.Empty;

    private readonly FrozenSet<string> files;

    private TemplateSet(FrozenDictionary<string, Template> byPath, FrozenSet<string> files) =>
        (this.byPath, this.files) = (byPath, files);

    /// <summary>The languages that there are letters in, BCP 47.</summary>
    public ImmutableArray<string> Languages =>
        [
            .. Paths
                // What is of one policy has that before its language.
                .Select(path => path.Split('/')[^2])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Which templates there are, as files of the folder are named without their ending, in order.</summary>
    public IEnumerable<string> Paths =>
        byPath.Keys.Union(worded.Keys).Order(StringComparer.Ordinal);

    /// <summary>The names of the fields that a template may have, in order.</summary>
    public static IEnumerable<string> FieldNames => Fields.Names;

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
        var files = TextsOf(folder).ToList();
        foreach (var (path, text) in OwnTexts().Concat(files))
        {
            var wrong = Check(text, out var template);
            if (template is not null)
                found[path] = template;
            problems.AddRange(wrong.Select(each => $"{path}:{each.Line}: {each.Problem}"));
        }
        return problems.Count == 0
            ? new TemplateSet(
                found.ToFrozenDictionary(),
                files.Select(each => each.Path).ToFrozenSet()
            )
            : throw new BadTemplateException(problems);
    }

    /// <summary>What is wrong with a text, by its lines from 1; nothing where it is a template.</summary>
    public static IReadOnlyList<(int Line, string Problem)> Check(string text) =>
        Check(text, out _);

    /// <summary>Whether a template is a file of the folder, behind what may be worded in the console.</summary>
    public bool IsFile(string path) => files.Contains(path);

    /// <summary>
    /// Takes a template in the place of that of the folder, or of our own. A text that is none, since a release has other fields, is
    /// left out, and what stood there before holds. Safe to call while letters are written.
    /// </summary>
    /// <param name="path">Which.</param>
    /// <param name="text">Its text; null where there is none any more.</param>
    public void Reword(string path, string? text)
    {
        Template? template = null;
        if (text is not null)
            _ = Check(text, out template);
        ImmutableInterlocked.Update(
            ref worded,
            all => template is null ? all.Remove(path) : all.SetItem(path, template)
        );
    }

    /// <summary>The text by which a kind of notice is worded, and which template that is.</summary>
    /// <param name="policy">The policy; empty for none of its own.</param>
    /// <param name="language">The language that is wished for; ours where there is none in it.</param>
    /// <param name="kind">The kind.</param>
    public (string Path, string Text) TextOf(string policy, string language, string kind)
    {
        var (path, template) = Find(policy, language, kind);
        return (path, template.Text);
    }

    /// <summary>The letter on something that was told.</summary>
    /// <param name="entry">What was told, a notice.</param>
    /// <param name="language">The language that is wished for; ours where there is none in it.</param>
    /// <param name="link">The address at which it can be read; null where there is none.</param>
    public Message Of(SaidEntry entry, string language, string? link = null) =>
        Find(entry.Notice!.Policy ?? "", language, entry.Notice.What)
            .Template.Of(new Letter(entry, link));

    /// <summary>The letter that a text would make of something that was told; null where the text is no template.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entry">What was told, a notice.</param>
    /// <param name="link">The address at which it can be read; null where there is none.</param>
    public static Message? Try(string text, SaidEntry entry, string? link)
    {
        _ = Check(text, out var template);
        return template?.Of(new Letter(entry, link));
    }

    private static List<(int Line, string Problem)> Check(string text, out Template? template)
    {
        var wrong = new List<(int Line, string Problem)>();
        template = Template.Read(text, wrong);
        return wrong;
    }

    private (string Path, Template Template) Find(string policy, string language, string kind)
    {
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
        var newest = worded;
        foreach (var path in paths)
            if (
                newest.TryGetValue(path, out var template) || byPath.TryGetValue(path, out template)
            )
                return (path, template);
        throw new InvalidOperationException("our own templates have one for everything");
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

    private static IEnumerable<(string Path, string Text)> OwnTexts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string start = "templates/";
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(start, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return ($"{English}/{name[start.Length..^Ending.Length]}", reader.ReadToEnd());
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
