using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>An account as it stands at an instant.</summary>
/// <param name="Opened">When it opened.</param>
/// <param name="Ended">When its contract ended; null while it goes on.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Currency">What it is billed in, ISO 4217.</param>
/// <param name="TimeZone">Its IANA zone.</param>
/// <param name="Plan">Its plan; empty for none.</param>
/// <param name="Licensed">Full licences.</param>
/// <param name="Restricted">Restricted licences.</param>
public sealed record AccountFigures(
    Moment Opened,
    Moment? Ended,
    string Policy,
    string Version,
    string Currency,
    string TimeZone,
    string Plan,
    long Licensed,
    long Restricted
)
{
    /// <summary>Its name; empty where the opening gave none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is left of its prepaid money, in its currency.</summary>
    public string Wallet { get; init; } = "0";

    internal static AccountFigures Of(AccountState state)
    {
        var full = state.Seats.Count(SeatKind.Full, SeatBasis.Now);
        return new AccountFigures(
            state.Profile.Opened,
            state.ContractEnd == Moment.Never ? null : state.ContractEnd,
            state.Policy.Name,
            state.Policy.Version,
            state.Profile.Currency,
            state.Calendar.Zone.Id,
            state.Plan.Plan?.Name ?? "",
            full,
            state.Seats.Count(SeatKind.Licensed, SeatBasis.Now) - full
        )
        {
            Name = state.Profile.Name,
            Wallet = state.Shared.Wallet.Balance.ToString(),
        };
    }
}
