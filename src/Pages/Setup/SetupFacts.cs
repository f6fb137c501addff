namespace Evenhand.Pages.Setup;

/// <summary>Facts about the server that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Lead">How they are set, in a sentence.</param>
/// <param name="Facts">What each is called, and how it stands.</param>
public sealed record SetupFacts(
    string Title,
    string Lead,
    IReadOnlyList<(string Name, string Value)> Facts
);
