using System.Collections.Immutable;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>A policy and the file of its page.</summary>
/// <param name="FileName">The name of the file, without a folder.</param>
/// <param name="Policy">The policy.</param>
public sealed record PublishedPage(string FileName, TypedPolicy Policy)
{
    /// <summary>
    /// Names a file for each policy: its name, with the version where a policy stands in several versions. In
    /// the order of names, the newest version first.
    /// </summary>
    public static ImmutableArray<PublishedPage> Of(IEnumerable<TypedPolicy> policies)
    {
        var pages =
            from same in policies.GroupBy(policy => policy.FrontMatter.Get("policy", ""))
            orderby same.Key
            from policy in same.OrderByDescending(each =>
                each.FrontMatter.Get("effective", default(Instant))
            )
            let version = same.Skip(1).Any() ? $"-{policy.FrontMatter.Get("version", "")}" : ""
            select new PublishedPage(FileNameOf(same.Key + version), policy);
        return
        [
            .. pages.OrderBy(
                page => page.Policy.FrontMatter.Get("policy", ""),
                StringComparer.Ordinal
            ),
        ];
    }

    // A name of a policy is free text; that of a file must stay in its folder and be no index.
    private static string FileNameOf(string name)
    {
        var safe = string.Concat(
            name.Select(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '_' ? each : '-')
        );
        safe = safe.TrimStart('.');
        return safe.Length == 0 || safe.Equals("index", StringComparison.OrdinalIgnoreCase)
            ? $"policy-{safe}.html"
            : $"{safe}.html";
    }
}
