namespace Evenhand.Pages.Versions;

/// <summary>A draft as a line of a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Whose it is, by name.</param>
/// <param name="From">The version that it began as.</param>
/// <param name="Revision">How often it was written.</param>
/// <param name="Written">When it was written last.</param>
/// <param name="IsOwn">Whether it is that of whoever looks.</param>
public sealed record DraftRow(
    string Id,
    string Owner,
    string From,
    int Revision,
    DateTimeOffset Written,
    bool IsOwn
);
