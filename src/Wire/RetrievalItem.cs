namespace Evenhand.Wire;

/// <summary>A retrieval of a stored thing.</summary>
public sealed record RetrievalItem
{
    /// <summary>Whose the thing is.</summary>
    public required string Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Object { get; init; }

    /// <summary>The id of the retrieval, under which its bytes are fetched.</summary>
    public required string Retrieval { get; init; }

    /// <summary>
    /// <c>ready</c>: its bytes can be fetched; <c>asked</c>: they are being brought back; <c>late</c>: they still are, past the promise.
    /// </summary>
    public required string State { get; init; }

    /// <summary>When it was taken up; absent where nothing needs to be brought back.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>By when the bytes are promised; absent where the policy promises nothing.</summary>
    public DateTimeOffset? PromisedBy { get; init; }

    /// <summary>Since when they can be fetched.</summary>
    public DateTimeOffset? Ready { get; init; }

    /// <summary>Until when; absent where that has no end, or is not known yet.</summary>
    public DateTimeOffset? Until { get; init; }
}
