using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using Evenhand.Core.Time;
using Evenhand.Node.Policies;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using NodaTime;

namespace Evenhand.Server.Routes;

/// <summary>Documents read and set once, by the hash of their source: there are as many as there are versions.</summary>
internal sealed class PolicyPages
{
    private readonly ConcurrentDictionary<string, CheckedPolicy?> documents = new();
    private readonly ConcurrentDictionary<string, SetPage> pages = new();

    /// <summary>The typed document of a version; null where it cannot be read.</summary>
    public CheckedPolicy? Checked(PublishedPolicy policy) =>
        documents.GetOrAdd(policy.Version.Hash, _ => Read(policy));

    /// <summary>The page of a version as it is read today; null where it cannot be read.</summary>
    public SetPage? Page(PublishedPolicy policy, Shelf shelf)
    {
        if (Checked(policy) is not { } document)
            return null;
        var edition = EditionOf(policy, shelf);
        var key = edition.Key;
        if (pages.TryGetValue(policy.Version.Hash, out var set) && set.Key == key)
            return set;
        var html = Evenhand.Policies.Publishing.Page.Of(document, edition);
        var tag = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(html));
        return pages[policy.Version.Hash] = new SetPage(key, html, $"W/\"{tag:x16}\"");
    }

    private static Edition EditionOf(PublishedPolicy policy, Shelf shelf)
    {
        var versions =
            from each in shelf.All
            where each.Version.Name == policy.Version.Name
            select new EditionLink(each.Version.Version, each.Version.Effective, AddressOf(each));
        var sooner = policy.Override is { } broken
            ? new SoonerNote(broken.Reason, broken.Promised, broken.ForExisting.Instant)
            : null;
        return new Edition(shelf.Now, [.. versions], sooner);
    }

    /// <summary>The address of a version's page, relative to the other pages'.</summary>
    public static string AddressOf(PublishedPolicy policy) =>
        $"{Uri.EscapeDataString(policy.Version.Name)}?version={Uri.EscapeDataString(policy.Version.Version)}";

    private static CheckedPolicy? Read(PublishedPolicy policy)
    {
        var problems = new Evenhand.Notation.Problems();
        var bytes = Encoding.UTF8.GetBytes(policy.Text);
        var source = SourceText.Decode($"{policy.Version.Name}.md", bytes, problems);
        return source is not null && DocumentReader.Read(source, problems) is { } document
            ? PolicyFile.Check(document, policy.Version.Catalogue, problems)
            : null;
    }
}

/// <summary>A page that is set.</summary>
/// <param name="Key">What it depends on beside its document.</param>
/// <param name="Html">The page.</param>
/// <param name="Tag">Its entity tag.</param>
internal sealed record SetPage(string Key, string Html, string Tag);
