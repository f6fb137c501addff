namespace Evenhand.Pages.Versions;

/// <summary>A clause of a version.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Fate">What becomes of it, in words.</param>
/// <param name="Examples">How many examples show it.</param>
/// <param name="Readings">How many unclear words in it have readings.</param>
public sealed record ClauseRow(string Slug, string Title, string Fate, int Examples, int Readings);
