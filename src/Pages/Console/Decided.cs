using Evenhand.Pages.Figures;

namespace Evenhand.Pages.Console;

/// <summary>Something that somebody decided.</summary>
/// <param name="What">What, in words.</param>
/// <param name="Account">On which account.</param>
/// <param name="Name">What that is called.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reader">In whose zone.</param>
public sealed record Decided(
    string What,
    string Account,
    string Name,
    string By,
    DateTimeOffset At,
    Reader Reader
)
{
    /// <summary>Where it stands among what happened to the account.</summary>
    public string Address =>
        $"/console/accounts/{Uri.EscapeDataString(Account)}?show=decisions#timeline";
}
