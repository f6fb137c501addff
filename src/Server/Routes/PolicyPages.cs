using System.Collections.Concurrent;
using System.Text;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Publishing;
using Evenhand.Policies.Reading;
using Evenhand.Runtime.Serving.Policies;

namespace Evenhand.Server.Routes;

/// <summary>Documents read and set once, by the hash of their source: there are as many as there are versions.</summary>
internal sealed class PolicyPages
{
    private readonly ConcurrentDictionary<string, CheckedPolicy?> documents = new();
    private readonly ConcurrentDictionary<string, string?> pages = new();

    /// <summary>The typed document of a version; null where it cannot be read.</summary>
    public CheckedPolicy? Checked(PublishedPolicy policy) =>
        documents.GetOrAdd(policy.Version.Hash, _ => Read(policy));

    /// <summary>The page of a version; null where it cannot be read.</summary>
    public string? Html(PublishedPolicy policy) =>
        pages.GetOrAdd(
            policy.Version.Hash,
            _ => Checked(policy) is { } document ? Page.Of(document) : null
        );

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
