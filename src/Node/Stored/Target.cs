using System.Collections.Immutable;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>Where messages go: the endpoint of a webhook, or somebody's address.</summary>
/// <param name="Id">Names it for ever.</param>
/// <param name="Channel">The channel by which it is reached, such as <c>webhook</c>.</param>
/// <param name="Address">Its address, as the channel has them.</param>
public sealed record Target(string Id, string Channel, string Address)
{
    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kinds of notices that it is told; none for all.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>The secrets by which it knows us, sealed, the newest first.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Until when the second secret is good beside the first; null where there is one.</summary>
    public Moment? Until { get; init; }

    /// <summary>The language in which it is told; null for that of the server.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it is of somebody who pays, who is always told what it costs and what is decided.</summary>
    public bool IsBilling { get; init; }

    /// <summary>From how many hundredths of an allowance on it is told how far that is used; null for all that is told.</summary>
    public int? FromPercent { get; init; }

    /// <summary>
    /// At which hour of the account's day, 0 to 23, it is told what may wait, in one message; null for each by itself.
    /// </summary>
    public int? DigestHour { get; init; }

    /// <summary>Why nothing is sent to it any more; null while it is.</summary>
    public string? Disabled { get; init; }

    /// <summary>When it was set.</summary>
    public Moment Set { get; init; }
}
