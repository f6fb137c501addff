using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Vault;

/// <summary>A stored thing, as its events and the store have it.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Class">What kind of content it is.</param>
/// <param name="Tier">Where it lies, as it counts.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Stored">When it was stored.</param>
public sealed record StoredObject(
    AccountId Account,
    string Name,
    string Class,
    string Tier,
    long Bytes,
    Moment Stored
)
{
    /// <summary>The SHA-256 of its bytes, hexadecimal; null where they do not lie in this store.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The media type of its bytes; empty for none.</summary>
    public string Media { get; init; } = "";

    /// <summary>Whether its bytes were found not to be there, or not as they came.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether anything keeps it, so that it is neither deleted nor moved.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it counts as cold: then its bytes are read once they were brought back.</summary>
    public bool IsCold { get; init; }

    /// <summary>Whether a retrieval waits for its bytes.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>By when they are promised; null where nothing is.</summary>
    public Moment? PromisedBy { get; init; }

    /// <summary>Until when they can be read though it counts as cold; null where they cannot, or it does not.</summary>
    public Moment? BackUntil { get; init; }

    /// <summary>The clause under which it is in quarantine; null where it is not.</summary>
    public Citation? Quarantine { get; init; }
}

/// <summary>Which stored things are wanted.</summary>
/// <param name="Class">Of a class; null for any.</param>
/// <param name="Tier">Of a tier; null for any.</param>
/// <param name="State">In a state: <c>here</c>, <c>counted</c>, <c>kept</c>, <c>quarantined</c> or <c>lost</c>; null for any.</param>
public sealed record ObjectQuery(string? Class, string? Tier, string? State)
{
    /// <summary>The states.</summary>
    public static readonly IReadOnlyList<string> States =
    [
        "here",
        "counted",
        "kept",
        "quarantined",
        "lost",
    ];

    /// <summary>Whether a thing is wanted.</summary>
    internal bool Wants(StoredObject its) =>
        (Class is null || Class == its.Class)
        && (Tier is null || Tier == its.Tier)
        && State switch
        {
            null => true,
            "here" => its is { Sha256: not null, IsLost: false },
            "counted" => its.Sha256 is null,
            "kept" => its.IsKept,
            "quarantined" => its.Quarantine is not null,
            "lost" => its.IsLost,
            _ => false,
        };
}
