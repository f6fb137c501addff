namespace Evenhand.Pages.Portal;

/// <summary>Something that keeps stored things of an account.</summary>
/// <param name="Hold">Its id.</param>
/// <param name="Objects">The names of the things; null for all that is and will be stored.</param>
/// <param name="Release">Where the account lets go of it; null where it is the vendor's.</param>
public sealed record HoldRow(string Hold, IReadOnlyList<string>? Objects, string? Release);
