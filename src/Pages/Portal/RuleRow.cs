namespace Evenhand.Pages.Portal;

/// <summary>A rule that an account may set for its stored things of a class.</summary>
/// <param name="Class">The class of things.</param>
/// <param name="Deletes">Whether it deletes them, or else moves them to cold storage.</param>
/// <param name="After">After how many days; null where none is set.</param>
/// <param name="At">Where its form is sent to.</param>
public sealed record RuleRow(string Class, bool Deletes, long? After, string At);
