using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>A message on its way to a target.</summary>
/// <param name="Id">Names it: what was told, and the target.</param>
/// <param name="Notice">The id of what was told.</param>
/// <param name="Step">The step whose clock it starts; null where it starts none.</param>
/// <param name="Kind">The kind of notice, or <c>case</c>.</param>
/// <param name="Target">The id of the target.</param>
/// <param name="Channel">The target's channel.</param>
/// <param name="Place">Where in the account's stream its message stands.</param>
/// <param name="Told">When it was told.</param>
/// <param name="Due">When it counts as delivered unless something happens; null while it waits to be taken.</param>
public sealed record Delivery(
    string Id,
    string Notice,
    string? Step,
    string Kind,
    string Target,
    string Channel,
    long Place,
    Moment Told,
    Moment? Due
)
{
    /// <summary>The channel of what the account's people open themselves; it is also the id of its target.</summary>
    public const string Portal = "portal";

    /// <summary>When it is gathered with others into a digest; null where it goes by itself.</summary>
    public Moment? Digest { get; init; }

    /// <summary>Of a digest, the ids of what was told that it brings; null of others.</summary>
    public ImmutableArray<string>? Notices { get; init; }

    /// <summary>The ids of what was told that it brings.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Brings => Notices ?? [Notice];

    /// <summary>Whether it waits for the account's people to open it.</summary>
    [JsonIgnore]
    public bool IsPortal => Channel == Portal;
}

/// <summary>How a delivery ended. The words are on disk.</summary>
public enum DeliveryState
{
    /// <summary>It waits, or is tried again.</summary>
    Waiting,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It did not arrive, and is not tried again by itself.</summary>
    Failed,

    /// <summary>It was told before a ledger was restored, and is not sent unless that is asked for.</summary>
    Held,

    /// <summary>Another channel brought it.</summary>
    Needless,
}
