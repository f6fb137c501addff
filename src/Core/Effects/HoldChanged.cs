using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A hold was placed or released.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Hold">Its id.</param>
/// <param name="IsPlaced">Whether it was placed, or else released.</param>
/// <param name="By">Who did it.</param>
public sealed record HoldChanged(
    Moment Time,
    AccountId Account,
    string Hold,
    bool IsPlaced,
    string By
) : Effect(Time, Account);
