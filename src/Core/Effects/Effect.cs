using Evenhand.Core.Codes;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>Something that the fold says of an account at an instant. The core says it; shells perform it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account's name.</param>
public abstract record Effect(Moment Time, string Account);

/// <summary>An account's wallet at the end.</summary>
/// <param name="Time">The end.</param>
/// <param name="Account">The account.</param>
/// <param name="Balance">In the account's currency.</param>
public sealed record WalletBalance(Moment Time, string Account, string Balance)
    : Effect(Time, Account);

/// <summary>An event that was kept but found nothing to act on.</summary>
/// <param name="Time">Its time.</param>
/// <param name="Account">The account.</param>
/// <param name="File">The number of the file it stood in.</param>
/// <param name="Line">The line it stood on.</param>
/// <param name="Why">Why it found nothing.</param>
public sealed record Unmatched(Moment Time, string Account, int File, int Line, Fault Why)
    : Effect(Time, Account);
