using Evenhand.Pages.Figures;

namespace Evenhand.Pages.Console;

/// <summary>What runs out for an account, as a line.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Title">The clause's heading.</param>
/// <param name="At">When nothing will be left, at the rate of now.</param>
/// <param name="Reader">In the zone of the account.</param>
public sealed record RunningOut(
    string Account,
    string Name,
    string Clause,
    string Title,
    DateTimeOffset At,
    Reader Reader
)
{
    /// <summary>The page of that allowance.</summary>
    public string Address =>
        $"/console/accounts/{Uri.EscapeDataString(Account)}/usage/{Uri.EscapeDataString(Clause)}";
}
