using Evenhand.Node.Context;
using Evenhand.Node.Policies;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Comparing;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Publishing;

/// <summary>
/// A version whose text in the folder is not the one that was published under it. What was published is what people were
/// told, so it goes on; whoever changed the file is told what differs, and which version to give it.
/// </summary>
internal static partial class FolderDrift
{
    /// <summary>Warns of a version that differs.</summary>
    /// <param name="context">The node's.</param>
    /// <param name="kept">What was published.</param>
    /// <param name="inFolder">What lies in the folder.</param>
    /// <param name="file">Where.</param>
    public static void Tell(
        NodeContext context,
        PublishedPolicy kept,
        CheckedPolicy inFolder,
        string file
    )
    {
        var version = kept.Version;
        var what = WhatDiffers(context, kept, inFolder);
        var next = NextVersion.After(
            version.Version,
            each => context.Shelf.Find(version.Name, each) is null
        );
        Warn(context.Log, file, version.Name, version.Version, what, next);
    }

    /// <summary>The titles of what differs; empty where the published text can no longer be compared.</summary>
    private static string WhatDiffers(
        NodeContext context,
        PublishedPolicy kept,
        CheckedPolicy inFolder
    )
    {
        var version = kept.Version;
        return context.Shelf.Checked(version.Name, kept.Text, new Problems()) is { } published
            ? string.Join(
                ", ",
                Difference
                    .Between(published.Policy, inFolder.Policy)
                    .Clauses.Select(clause => clause.Title)
            )
            : "";
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{File}: {Name} {Version} is not the text that was published under this version, which stays in force. It differs in: "
            + "{What}. Give the new text a version of its own, such as {Next}, or take the file back."
    )]
    private static partial void Warn(
        ILogger log,
        string file,
        string name,
        string version,
        string what,
        string next
    );
}
