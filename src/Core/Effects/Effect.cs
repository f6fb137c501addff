using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>Something that the fold says of an account at an instant. The core says it; shells perform it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account's name.</param>
public abstract record Effect(Moment Time, AccountId Account);
