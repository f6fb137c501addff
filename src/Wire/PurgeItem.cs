namespace Evenhand.Wire;

/// <summary>The certificate of a purge, but for its list.</summary>
public sealed record PurgeItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Which it is of the account's, from 1: a later one is of what was still kept then.</summary>
    public required int Number { get; init; }

    /// <summary>From when on the clause had what was left purged.</summary>
    public required DateTimeOffset Purged { get; init; }

    /// <summary>When the last of the bytes was gone from the store.</summary>
    public required DateTimeOffset Done { get; init; }

    /// <summary>How many things' bytes went.</summary>
    public required int Things { get; init; }

    /// <summary>How many bytes, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>The SHA-256 of the list of them, as it is given out, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many things' bytes were still there because something kept them.</summary>
    public required int Kept { get; init; }

    /// <summary>The policy under which they were purged.</summary>
    public required string Policy { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The clause.</summary>
    public required string Clause { get; init; }
}

/// <summary>A thing whose bytes were purged.</summary>
public sealed record PurgedThingView
{
    /// <summary>Its name.</summary>
    public required string Object { get; init; }

    /// <summary>What kind of content it was.</summary>
    public required string Class { get; init; }

    /// <summary>How many bytes it had, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>Their SHA-256, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset Stored { get; init; }

    /// <summary>When its bytes left the store.</summary>
    public required DateTimeOffset Removed { get; init; }
}
