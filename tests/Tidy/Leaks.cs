using System.Text.RegularExpressions;

namespace Evenhand.Tests.Tidy;

/// <summary>Nothing that belongs to one machine or one person: their paths, package sources, credentials.</summary>
internal static partial class Leaks
{
    private static readonly (Regex Pattern, string What, string Remedy)[] Patterns =
    [
        (MachinePath(), "a path of one machine", "Write it relative to the repository"),
        (
            PackageSource(),
            "a package source",
            "Leave package sources to each machine's own configuration"
        ),
        (
            Secret(),
            "what looks like a secret",
            "Revoke it, remove it, and read it from the environment"
        ),
    ];

    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        where !file.IsGenerated
        from line in file.Lines
        from rule in Patterns
        let match = rule.Pattern.Match(line.Text)
        where match.Success
        select new Violation(
            file.Path,
            line.Number,
            $"{rule.What}: \"{Shown(match.Value)}\"",
            rule.Remedy
        );

    /// <summary>Enough to find it; a secret is not repeated in a build log.</summary>
    private static string Shown(string found) => found.Length <= 12 ? found : found[..12] + "…";

    [GeneratedRegex(
        @"(?<![\w.~-])/(work|root|home/\w+|Users/\w+|tmp/evenhand\w*)(?=/|\b)|\b[A-Z]:\\Users\\"
    )]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"https?://[^\s/""')]*(nuget|npmjs|pypi|registry|artifact|nexus|mirror)[^\s""')]*"
    )]
    private static partial Regex PackageSource();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY"
            + @"|\bAKIA[0-9A-Z]{16}\b"
            + @"|\bgh[pousr]_\w{30,}|\bgithub_pat_\w{30,}"
            + @"|\bsk_live_\w{16,}|\bxox[abprs]-[\w-]{10,}"
            + @"|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\."
            + @"|(?i)\b(password|passwd|secret|api[_-]?key|access[_-]?token)\b[""']?\s*[:=]\s*[""'][^""'\s{}<>$]{8,}[""']"
    )]
    private static partial Regex Secret();
}
