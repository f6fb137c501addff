namespace Evenhand.Wire;

/// <summary>A bulk export of what an account stores, as it stands.</summary>
public sealed record ExportItem
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>Its id.</summary>
    public required string Export { get; init; }

    /// <summary><c>making</c>, <c>ready</c>, or <c>over</c> once none of its parts can be fetched any more.</summary>
    public required string State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>How many things stand in its list.</summary>
    public required int Things { get; init; }

    /// <summary>How many of them its parts cover by now, those that are missing too.</summary>
    public required int Done { get; init; }

    /// <summary>Why the next part waits; absent where nothing stands in the way.</summary>
    public string? Why { get; init; }

    /// <summary>The parts that are made, in order; each can be fetched at once.</summary>
    public required IReadOnlyList<ExportPartItem> Parts { get; init; }
}

/// <summary>A part of an export: a zip archive.</summary>
public sealed record ExportPartItem
{
    /// <summary>Which it is, from 1.</summary>
    public required int Part { get; init; }

    /// <summary>How many things are in it.</summary>
    public required int Things { get; init; }

    /// <summary>How many should be and are not; the list in it says why.</summary>
    public required int Missing { get; init; }

    /// <summary>How many bytes it has, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>Its SHA-256, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Until when it can be fetched.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>A line of the list in a part of an export: a thing that is in it, or that should be.</summary>
public sealed record ExportedThingView
{
    /// <summary>The name of the thing.</summary>
    public required string Object { get; init; }

    /// <summary>What kind of content it is.</summary>
    public string? Class { get; init; }

    /// <summary>The name of its file in the part.</summary>
    public string? File { get; init; }

    /// <summary>How many bytes it has, a whole decimal number.</summary>
    public string? Bytes { get; init; }

    /// <summary>Their SHA-256, hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset? Stored { get; init; }

    /// <summary>Why it is not there, where it is not.</summary>
    public string? Missing { get; init; }
}
