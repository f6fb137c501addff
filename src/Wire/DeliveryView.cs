using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>Something that an account was told, on its way to somebody.</summary>
public sealed record DeliveryView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of what was told, which is that of the message.</summary>
    public required string Notice { get; init; }

    /// <summary>Its kind, for example <c>step</c>; or <c>case</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The step whose clock starts when it arrives; absent where it starts none.</summary>
    public string? Step { get; init; }

    /// <summary>How it goes: <c>webhook</c>, <c>email</c>, or <c>portal</c> for the inbox.</summary>
    public required string Channel { get; init; }

    /// <summary>The endpoint or the recipient that it goes to, by its id.</summary>
    public required string Target { get; init; }

    /// <summary>The address that it goes to; absent in the inbox, and in lists of several accounts.</summary>
    public string? Address { get; init; }

    /// <summary>When it was told.</summary>
    public required DateTimeOffset Told { get; init; }

    /// <summary>How it stands.</summary>
    public required DeliveryWord State { get; init; }

    /// <summary>Whether it failed and what it says arrived nowhere else; in the list of all accounts alone, and where it is so.</summary>
    public bool? Everywhere { get; init; }

    /// <summary>When it counts as arrived unless it comes back; in the list of all accounts alone.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>
    /// When it is tried next, in the list of all accounts alone; absent where another to the same target is before it, or it is not
    /// tried by itself.
    /// </summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Why the last try that failed did; in the list of all accounts alone.</summary>
    public string? LastError { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public required IReadOnlyList<AttemptView> Attempts { get; init; }
}

/// <summary>A delivery to be sent once more.</summary>
public sealed record ResendQuestion
{
    /// <summary>The account.</summary>
    public string? Account { get; init; }
}

/// <summary>Something that happened to a delivery.</summary>
public sealed record AttemptView
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether the other side has it.</summary>
    public required bool Taken { get; init; }

    /// <summary>What the other side answered, a number; absent where it answered nothing.</summary>
    public int? Status { get; init; }

    /// <summary>What happened.</summary>
    public string? Detail { get; init; }
}

/// <summary>How a delivery stands.</summary>
[JsonConverter(typeof(WordConverter<DeliveryWord>))]
public enum DeliveryWord
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

/// <summary>What lies in an account's inbox.</summary>
public sealed record InboxView
{
    /// <summary>What it was told.</summary>
    public required NoticeView Notice { get; init; }

    /// <summary>When its people opened it; absent where they did not.</summary>
    public DateTimeOffset? Opened { get; init; }
}
