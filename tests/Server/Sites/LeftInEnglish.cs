using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Languages;
using Evenhand.Wire;

namespace Evenhand.Tests.Server.Sites;

/// <summary>What of a German page was left in English.</summary>
internal static partial class LeftInEnglish
{
    /// <summary>Words of a page that stand in English phrases and in no German one; what is marked as English is the policy's own.</summary>
    /// <param name="page">The page's HTML.</param>
    /// <param name="known">Words that may stand there all the same: what people, programs and the server's commands are called.</param>
    public static string[] On(string page, params string[] known)
    {
        var text = RequestId().Replace(Marked().Replace(page, " "), " ");
        var said =
            Tag().Replace(text, " ")
            + string.Join(' ', Spoken().Matches(text).Select(match => match.Groups[1].Value));
        return
        [
            .. Words(WebUtility.HtmlDecode(said))
                .Intersect(English)
                .Except(OfPolicy)
                .Except(known)
                .Distinct(),
        ];
    }

    private static readonly HashSet<string> English =
    [
        .. Language
            .Find("de")!
            .Phrases.Keys.Concat(OfTheWire)
            .SelectMany(Words)
            .Except(Language.Find("de")!.Phrases.Values.SelectMany(Words)),
    ];

    /// <summary>The words by which states and kinds go on the wire: none of them is said to people as it stands.</summary>
    private static IEnumerable<string> OfTheWire =>
        typeof(StepKind)
            .Assembly.GetTypes()
            .Where(type => type.IsEnum)
            .SelectMany(Enum.GetNames)
            .Select(name => Capital().Replace(name, " $0"))
            .Concat(["active", "parked", "unopened", "ended"]);

    /// <summary>Headings and units, which a sentence of ours may have in it.</summary>
    private static readonly HashSet<string> OfPolicy =
    [
        .. File.ReadLines(RepositoryFile.PathOf("policies/stackcx.md"))
            .Where(line => line.StartsWith('#'))
            .Concat(File.ReadLines(RepositoryFile.PathOf("policies/catalogue.yaml")))
            .SelectMany(Words)
            // What the account's own calls are named.
            .Append("read"),
    ];

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\B\p{Lu}")]
    private static partial Regex Capital();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RequestId();

    [GeneratedRegex(
        """<(?!html)(\w+)[^>]*\blang="en"[^>]*>.*?</\1>|<(code|pre|kbd)\b.*?</\2>|<!DOCTYPE html>""",
        RegexOptions.Singleline
    )]
    private static partial Regex Marked();

    [GeneratedRegex("<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("""\b(?:aria-label|data-l|data-words|title|alt|placeholder)="([^"]*)""")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
