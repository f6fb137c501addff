using System.Text.RegularExpressions;

namespace Evenhand.Tests.Tidy;

/// <summary>Words that do not belong in code: names that say nothing, promises for later, what one vendor calls things.</summary>
internal static partial class Words
{
    private sealed record Ban(
        Regex Pattern,
        string[] Folders,
        bool OnlyCode,
        string What,
        string Remedy
    );

    private static readonly Ban[] Bans =
    [
        new(
            EmptyTypeName(),
            ["src", "tests", "bench"],
            OnlyCode: true,
            "the type name says nothing",
            "Name it after what it is: a noun of the domain"
        ),
        new(
            LaterMark(),
            ["src", "tests", "bench"],
            OnlyCode: true,
            "work is left for later",
            "Do it now, or open an issue and say in a sentence what holds today"
        ),
        new(
            Region(),
            ["src", "tests", "bench"],
            OnlyCode: true,
            "a region hides code",
            "Split the file by idea"
        ),
        new(
            VendorWord(),
            ["src"],
            OnlyCode: false,
            "a vendor's name or unit",
            "Policies are data: declare it in a policy or its catalogue (policies/), and read it from there"
        ),
    ];

    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        where !file.IsGenerated && !file.IsUnder("tests/Tidy")
        from ban in Bans
        where file.IsUnder(ban.Folders) && (file.IsCSharp || !ban.OnlyCode)
        from line in file.Lines
        let match = ban.Pattern.Match(line.Text)
        where match.Success
        select new Violation(
            file.Path,
            line.Number,
            $"{ban.What}: \"{match.Value.Trim()}\"",
            ban.Remedy
        );

    [GeneratedRegex(
        @"^[^/""]*\b(class|record|struct|interface|enum)\s+\w*(?:(?<=[a-z\d\s])|\b)(Manager|Helper|Util|Utility|Service|Processor|Info)(s|ies)?\b"
    )]
    private static partial Regex EmptyTypeName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex LaterMark();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(
        "qcontact|numonix|stackcx|engagece|nudge|whatsapp|facebook|telephony",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex VendorWord();
}
