using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An account's wallet at the end.</summary>
/// <param name="Time">The end.</param>
/// <param name="Account">The account.</param>
/// <param name="Balance">In the account's currency.</param>
public sealed record WalletBalance(Moment Time, AccountId Account, Quantity Balance)
    : Effect(Time, Account);
