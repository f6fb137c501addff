using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A copy of a stored thing is due, or it is known what came of it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Target">Where the copy goes.</param>
/// <param name="State">What came of it.</param>
public sealed record CopyChanged(
    Moment Time,
    AccountId Account,
    string Thing,
    string Target,
    CopyState State
) : Effect(Time, Account);
