namespace Evenhand.Pages.Console;

/// <summary>What stands on every page of the console.</summary>
/// <param name="Person">Who looks, by name.</param>
public sealed record ConsoleFrame(string Person);
