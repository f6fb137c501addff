using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An event that was kept but found nothing to act on.</summary>
/// <param name="Time">Its time.</param>
/// <param name="Account">The account.</param>
/// <param name="File">The number of the file it stood in.</param>
/// <param name="Line">The line it stood on.</param>
/// <param name="Why">Why it found nothing.</param>
public sealed record Unmatched(Moment Time, AccountId Account, int File, int Line, Fault Why)
    : Effect(Time, Account);
