namespace Evenhand.Wire;

/// <summary>Somebody who is told by mail.</summary>
public sealed record RecipientQuestion
{
    /// <summary>The address.</summary>
    public string? Email { get; init; }

    /// <summary>What people call them.</summary>
    public string? Name { get; init; }

    /// <summary>The kinds of notices that they are told, for example <c>step</c>; none for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Whether they pay: then they are told what concerns money and steps, whatever <see cref="Kinds"/> says.</summary>
    public bool? Billing { get; init; }

    /// <summary>The language in which they are told, for example <c>de</c>; English where there is no template in it.</summary>
    public string? Language { get; init; }

    /// <summary>From how many hundredths of an allowance on they are told how far it is used.</summary>
    public int? FromPercent { get; init; }

    /// <summary>
    /// The hour of the account's day at which they are told what may wait, in one mail, for example <c>08:00</c>; <c>none</c> for
    /// each by itself. Bills, steps, and what stops an act never wait.
    /// </summary>
    public string? Digest { get; init; }
}

/// <summary>Somebody who is told by mail, as they are listed.</summary>
public sealed record RecipientView
{
    /// <summary>The recipient's id.</summary>
    public required string Id { get; init; }

    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>What people call them.</summary>
    public string? Name { get; init; }

    /// <summary>The kinds of notices that they are told; absent for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Whether they pay.</summary>
    public required bool Billing { get; init; }

    /// <summary>The language in which they are told; absent for English.</summary>
    public string? Language { get; init; }

    /// <summary>From how many hundredths of an allowance on they are told how far it is used; absent for all that is told.</summary>
    public int? FromPercent { get; init; }

    /// <summary>The hour of the account's day at which they are told what may wait, in one mail; absent for each by itself.</summary>
    public string? Digest { get; init; }

    /// <summary>Why nothing is sent to them any more; absent while it is. Setting them anew begins anew.</summary>
    public string? Disabled { get; init; }
}

/// <summary>A notice as it is mailed.</summary>
public sealed record LetterView
{
    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The same as HTML.</summary>
    public required string Html { get; init; }
}

/// <summary>A mail that came back.</summary>
public sealed record BounceQuestion
{
    /// <summary>The mail's Message-ID, with or without brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it came back, in the words of whoever sent it back.</summary>
    public string? Detail { get; init; }
}

/// <summary>What came of a mail that came back.</summary>
public sealed record BounceAnswer
{
    /// <summary>Whether it came in time: then the delivery has failed. Else it counted as delivered already, and nothing changes.</summary>
    public required bool InTime { get; init; }
}
