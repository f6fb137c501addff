using Evenhand.Pages.Accounts;

namespace Evenhand.Pages.Portal;

/// <summary>A clause of the policy, with what its figures come to for one account.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Url">Where it stands on the policy's page, with its readings.</param>
/// <param name="Words">What it says, by paragraphs.</param>
/// <param name="Figures">What it includes or allows for the account; empty where it has no figure.</param>
public sealed record OwnClause(
    string Title,
    string Url,
    IReadOnlyList<string> Words,
    IReadOnlyList<OwnFigure> Figures
);

/// <summary>A figure of a clause for one account.</summary>
/// <param name="Row">The figure, and how far it is used.</param>
/// <param name="Brought">How it comes about: <c>70 × 11 licences</c>; null where that is not a product.</param>
public sealed record OwnFigure(UsageRow Row, string? Brought);
