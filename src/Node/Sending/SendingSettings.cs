using System.Collections.Immutable;
using Evenhand.Core.Time;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Sending;

/// <summary>How a node sends what accounts are told.</summary>
/// <param name="Channels">The ways on which it goes out.</param>
/// <param name="Plan">Says which messages something that was told makes, and where they go.</param>
public sealed record SendingSettings(IReadOnlyList<Channel> Channels, Func<Occasion, Plan> Plan)
{
    /// <summary>Whether nothing goes out for now; what would waits.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether a notice of a kind may wait for a digest.</summary>
    public Func<string, bool> MayWait { get; init; } = _ => false;

    /// <summary>Is told, by its path, that somebody worded a template of letters; with null that nobody does any more.</summary>
    public Action<string, string?> Reword { get; init; } = (_, _) => { };

    /// <summary>Makes one message of several.</summary>
    public Func<Gathering, Message> Gather { get; init; } =
        _ => throw new InvalidOperationException("nothing is gathered");

    /// <summary>
    /// The addresses at which those who run the service are told of what did not go out; null for the persons who have the role of
    /// an operator or an administrator, and an address.
    /// </summary>
    public ImmutableArray<string>? Operators { get; init; }
}

/// <summary>Something was told.</summary>
/// <param name="Entry">What.</param>
/// <param name="Own">Where the account has its messages go.</param>
/// <param name="Shared">Where the operators have those of all accounts go.</param>
public sealed record Occasion(
    SaidEntry Entry,
    IReadOnlyList<Target> Own,
    IReadOnlyList<Target> Shared
);

/// <summary>Messages that go to a target as one.</summary>
/// <param name="Account">The account.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Now">The present.</param>
/// <param name="Messages">The messages, in the order in which they were told.</param>
public sealed record Gathering(
    string Account,
    string Channel,
    Moment Now,
    IReadOnlyList<Message> Messages
);

/// <summary>What is sent, and where.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Copies">Where each goes.</param>
public sealed record Plan(ImmutableArray<Message> Messages, ImmutableArray<Copy> Copies)
{
    /// <summary>Nothing is sent.</summary>
    public static readonly Plan Empty = new([], []);
}
