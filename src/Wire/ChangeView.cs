namespace Evenhand.Wire;

/// <summary>That something reads otherwise than before; what it says now is read from the lists.</summary>
public sealed record ChangeView
{
    /// <summary>The account; null where it is of what all accounts share.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// What to read anew: <c>events</c>, <c>reservations</c>, <c>told</c>, <c>statements</c>, <c>said</c>, <c>deliveries</c>,
    /// <c>policies</c>, <c>keys</c>, <c>people</c>, <c>clock</c>, <c>other</c>; empty where nothing changed.
    /// </summary>
    public required IReadOnlyList<string> What { get; init; }
}
