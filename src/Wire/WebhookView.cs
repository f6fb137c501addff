namespace Evenhand.Wire;

/// <summary>An endpoint to be set.</summary>
public sealed record WebhookQuestion
{
    /// <summary>Where messages are posted, an <c>https</c> address.</summary>
    public string? Url { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>The kinds of notices that it is told, for example <c>step</c>; none for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>
    /// The hour of the account's day at which it is told what may wait, in one message, for example <c>08:00</c>; <c>none</c> for
    /// each by itself. Of an account's own endpoints alone.
    /// </summary>
    public string? Digest { get; init; }
}

/// <summary>An endpoint to which messages are posted.</summary>
public sealed record WebhookView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where messages are posted.</summary>
    public required string Url { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>The kinds of notices that it is told; absent for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>The hour of the account's day at which it is told what may wait, in one message; absent for each by itself.</summary>
    public string? Digest { get; init; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset Set { get; init; }

    /// <summary>Why nothing is sent to it any more; absent while it is. Setting it anew begins anew.</summary>
    public string? Disabled { get; init; }

    /// <summary>Until when the secret before the last also signs; absent where it does not.</summary>
    public DateTimeOffset? Rotating { get; init; }
}

/// <summary>A secret of an endpoint: the only time that it is shown.</summary>
public sealed record WebhookSecret
{
    /// <summary>The endpoint's id.</summary>
    public required string Id { get; init; }

    /// <summary>What its messages are signed with, in the form of the Standard Webhooks.</summary>
    public required string Secret { get; init; }
}

/// <summary>What came of a message that was sent to try an endpoint or a recipient.</summary>
public sealed record WebhookTest
{
    /// <summary>Whether it was taken; a mail by the next hop.</summary>
    public required bool Taken { get; init; }

    /// <summary>The status that it answered; absent where it answered nothing.</summary>
    public int? Status { get; init; }

    /// <summary>What happened, and what to look at where it was not taken.</summary>
    public required string Detail { get; init; }
}
