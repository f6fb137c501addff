namespace Evenhand.Wire;

/// <summary>A stored thing, as its events and the store have it.</summary>
public sealed record ObjectView
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Object { get; init; }

    /// <summary>What kind of content it is.</summary>
    public required string Class { get; init; }

    /// <summary>Where it lies, as it counts.</summary>
    public required string Tier { get; init; }

    /// <summary>How many bytes it has, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset Stored { get; init; }

    /// <summary>The SHA-256 of its bytes, hexadecimal; absent where they do not lie here and it is only counted.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The media type of its bytes, where they came with one.</summary>
    public string? MediaType { get; init; }

    /// <summary>True where something keeps it, so that it is neither deleted nor moved.</summary>
    public bool? Kept { get; init; }

    /// <summary>The clause under which it is in quarantine; absent where it is not.</summary>
    public string? Quarantine { get; init; }

    /// <summary>True where it lies cold and is being brought back.</summary>
    public bool? Asked { get; init; }

    /// <summary>By when it is promised then; absent where the policy promises nothing.</summary>
    public DateTimeOffset? PromisedBy { get; init; }

    /// <summary>Until when its bytes can be fetched though it lies cold; absent where they were not brought back.</summary>
    public DateTimeOffset? BackUntil { get; init; }

    /// <summary>True where a check found that its bytes are not there, or not as they came.</summary>
    public bool? Lost { get; init; }
}

/// <summary>An upload in parts.</summary>
public sealed record UploadView
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>The name of the thing.</summary>
    public required string Object { get; init; }

    /// <summary>How many bytes are there, a whole decimal number: where the next part begins.</summary>
    public required string Offset { get; init; }
}

/// <summary>Something that a check of the store found; the last line says what it came to.</summary>
public sealed record VaultFindingView
{
    /// <summary>
    /// <c>orphan</c>: bytes of which nobody speaks; <c>ghost</c>: bytes that are not there; <c>size</c>, <c>hash</c>: bytes that are not
    /// as they came; <c>summary</c>: what the check came to.
    /// </summary>
    public required string What { get; init; }

    /// <summary>Whose it is; absent where it is nobody's.</summary>
    public string? Account { get; init; }

    /// <summary>The name of the thing.</summary>
    public string? Object { get; init; }

    /// <summary>The id of the bytes in the store.</summary>
    public string? Blob { get; init; }

    /// <summary>How many bytes there are, or should be; in the summary of all that was looked at.</summary>
    public required string Bytes { get; init; }

    /// <summary>What was done about it; absent where nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>In the summary, how many stored things were looked at.</summary>
    public int? Looked { get; init; }

    /// <summary>In the summary, how much is amiss.</summary>
    public int? Found { get; init; }

    /// <summary>In the summary of a deep check, how many things lie cold and were not brought back, so that their bytes were not read; absent for none.</summary>
    public int? Unread { get; init; }
}

/// <summary>Bytes of an account's stored things with which something is to be done, and that wait for one reason.</summary>
public sealed record VaultWaitView
{
    /// <summary>Whose they are.</summary>
    public required string Account { get; init; }

    /// <summary>
    /// What is to be done: <c>removal</c>, <c>move</c> to the other side of the store, <c>retrieval</c> from its cold side, <c>return</c> there
    /// after a while, <c>copy</c> to a target, or <c>export</c>.
    /// </summary>
    public required string Job { get; init; }

    /// <summary>
    /// <c>delay</c>: their things are not gone, or they were not brought back, for long enough; <c>kept</c>: something keeps what is, or was, under their names;
    /// <c>brake</c>: so many would go that a person is asked; <c>export</c>: they are in a part of one that may be fetched; <c>restoring</c>: the store brings them back; <c>target</c>: nobody said how it is reached; <c>failed</c>; <c>next</c>: nothing stands in the way.
    /// </summary>
    public required string Why { get; init; }

    /// <summary>How many things they are of.</summary>
    public required int Things { get; init; }

    /// <summary>How many bytes there are, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>Since when the first of them waits.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the next of them is tried.</summary>
    public required DateTimeOffset Next { get; init; }

    /// <summary>What failed last, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The name of the target where they are to be copied to; absent for another job.</summary>
    public string? Target { get; init; }

    /// <summary>The names of the first of them.</summary>
    public required IReadOnlyList<string> Objects { get; init; }
}

/// <summary>That bytes may be removed which a brake stopped.</summary>
public sealed record RemovalRelease
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
