namespace Evenhand.Wire;

/// <summary>An account as it stands now.</summary>
public sealed record AccountView
{
    /// <summary>The account's id: the subject of its events.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, if the opening gave one.</summary>
    public string? Name { get; init; }

    /// <summary>The policy that it is under.</summary>
    public required string Policy { get; init; }

    /// <summary>The version in force for it.</summary>
    public required string Version { get; init; }

    /// <summary>The currency of its statements, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The zone of its cycles and days, an IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Its plan, if it has one.</summary>
    public string? Plan { get; init; }

    /// <summary>Its seats.</summary>
    public required Seats Seats { get; init; }

    /// <summary>When it was opened; absent while events wait for its opening.</summary>
    public DateTimeOffset? Opened { get; init; }

    /// <summary>When it ended; absent while it goes on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Where it stands on its policy's ladder, in the policy's word.</summary>
    public required string Standing { get; init; }

    /// <summary>Cases that await a person.</summary>
    public required int OpenCases { get; init; }

    /// <summary>What is left of its prepaid money in its currency, an exact decimal string; absent where it is not open.</summary>
    public string? Wallet { get; init; }

    /// <summary>
    /// Why it is set aside; absent where it is well. While it is set aside nothing else is known of it, and its events and
    /// asks are refused with the code <c>parked</c>.
    /// </summary>
    public ParkedView? Parked { get; init; }
}

/// <summary>An account that is set aside because something failed in it.</summary>
public sealed record ParkedView
{
    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the server tries it again by itself.</summary>
    public required DateTimeOffset Again { get; init; }
}

/// <summary>How many people may use an account.</summary>
public sealed record Seats
{
    /// <summary>Full seats.</summary>
    public required long Licensed { get; init; }

    /// <summary>Seats with less.</summary>
    public required long Restricted { get; init; }
}
