namespace Evenhand.Pages.Console;

/// <summary>Something that was found: a line that leads to its page.</summary>
/// <param name="At">The page.</param>
/// <param name="Title">What it is called.</param>
/// <param name="More">What else is known of it.</param>
/// <param name="Language">The language of what it is called, of a policy's words; null for a name.</param>
public sealed record Found(string At, string Title, string More, string? Language = null);
