namespace Evenhand.Pages.Portal;

/// <summary>A stored thing as its account sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">What kind of content it is.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Stored">When it was stored.</param>
/// <param name="Lies">Where it lies, and what keeps it, in words.</param>
/// <param name="At">Where its bytes are fetched; null while they cannot be had.</param>
/// <param name="Ask">Where it is asked to be brought back from cold storage; null where it need not, or cannot.</param>
/// <param name="IsSound">Whether it can be listened to.</param>
public sealed record StoredRow(
    string Name,
    string Class,
    long Bytes,
    DateTimeOffset Stored,
    string Lies,
    string? At,
    string? Ask,
    bool IsSound
);
