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

    /// <summary>What a page among others knows of the other versions of its policy.</summary>
    public static Edition EditionOf(
        PublishedPage page,
        IEnumerable<PublishedPage> pages,
        Instant today
    )
    {
        var name = page.Policy.FrontMatter.Get("policy", "");
        var versions =
            from other in pages
            let front = other.Policy.FrontMatter
            where front.Get("policy", "") == name
            let effective = front.Get("effective", default(Instant))
            orderby effective
            select new EditionLink(front.Get("version", ""), effective, other.FileName);
        return new Edition(today, [.. versions]);
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
