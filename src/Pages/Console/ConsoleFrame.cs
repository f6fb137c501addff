using Evenhand.Pages.Forms;

namespace Evenhand.Pages.Console;

/// <summary>What stands on every page of the console.</summary>
/// <param name="Person">Who looks, by name.</param>
/// <param name="Form">What the forms of the page are made with.</param>
public sealed record ConsoleFrame(string Person, FormSeed Form)
{
    /// <summary>Pages that whoever looks may not open, by their addresses.</summary>
    public IReadOnlyCollection<string> Closed { get; init; } = [];

    /// <summary>How much waits on a page, in figures, by its address.</summary>
    public IReadOnlyDictionary<string, string> Waiting { get; init; } =
        new Dictionary<string, string>();

    /// <summary>
    /// How many accounts were read and how many there are, while what stands across them is not known of all; null once it is.
    /// </summary>
    public (int Read, int All)? Filling { get; init; }
}
