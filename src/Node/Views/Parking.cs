using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Views;

/// <summary>An account that is set aside: why, since when, and when it is tried again. Other accounts go on.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Since">When it was set aside.</param>
/// <param name="Again">When it is tried again by itself.</param>
/// <param name="Tries">How often it was tried in vain.</param>
/// <param name="Sequence">How many records its stream held then; when it holds more, it is tried at once.</param>
public sealed record Parking(string Reason, Moment Since, Moment Again, int Tries, long Sequence)
{
    private const int MostDoublings = 9;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Sets an account aside, or leaves it there: each time for twice as long, up to five minutes.</summary>
    internal static Parking Of(Exception fault, Moment now, long sequence, Parking? before)
    {
        var tries = (before?.Tries ?? 0) + 1;
        var wait = First * (1 << Math.Min(tries - 1, MostDoublings));
        var again = now + (wait < Longest ? wait : Longest);
        return new Parking(ReasonOf(fault), before?.Since ?? now, again, tries, sequence);
    }

    /// <summary>Whether it is to be tried again; a clock that was set back makes nobody wait for ever.</summary>
    internal bool IsDue(Moment now) => now >= Again || Again - now > Longest;

    private string Told => $"the account is set aside: {Reason}";

    /// <summary>Why an event of it is turned away.</summary>
    internal Fault Fault => Fault.Told(Code.Parked, Told);

    /// <summary>What whoever comes for the account is told.</summary>
    internal RequestException Refusal(Moment now) =>
        new(Code.Parked, Told)
        {
            RetryAfter = TimeSpan.FromTicks(
                Math.Clamp((Again - now).Ticks, First.Ticks, Longest.Ticks)
            ),
        };

    private static string ReasonOf(Exception fault) =>
        fault switch
        {
            OverflowException => "its totals pass every bound",
            LedgerException => fault.Message,
            _ =>
                $"folding it failed by a defect of the server ({fault.GetType().Name}); its log tells more",
        };
}
