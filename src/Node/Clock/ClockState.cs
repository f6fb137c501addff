using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Clock;

/// <summary>How the clock stands.</summary>
/// <param name="Now">The time that the node goes by.</param>
/// <param name="Wall">What the machine's clock shows.</param>
/// <param name="Jump">What it did that it is not followed; null while it is.</param>
/// <param name="Since">Since when it is not followed, by the time that the node goes by; null while it is.</param>
public readonly record struct ClockState(Moment Now, Moment Wall, ClockJump? Jump, Moment? Since)
{
    /// <summary>Whether what time drives goes on.</summary>
    public bool IsTrusted => Jump is null;

    /// <summary>By how much the machine's clock is ahead of the time that the node goes by; negative behind it.</summary>
    public TimeSpan Offset => Wall - Now;

    /// <summary>What is the matter, in a sentence for people; empty while nothing is.</summary>
    public string Why =>
        Jump switch
        {
            null => "",
            ClockJump.Ahead => $"the machine's clock jumped ahead by {Span(Offset)}",
            ClockJump.Back => $"the machine's clock jumped back by {Span(-Offset)}",
            ClockJump.BehindLedger =>
                $"the machine's clock is {Span(-Offset)} behind what the ledger was last written at",
            ClockJump.FarAfterLedger =>
                $"the machine's clock is {Span(Offset)} ahead of what the ledger was last written at",
            _ => "the machine's clock jumped ahead before the last stop and may still be wrong",
        };

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{span.TotalDays:0.#} days"
        : span.TotalHours >= 2 ? $"{span.TotalHours:0.#} hours"
        : span.TotalMinutes >= 2 ? $"{span.TotalMinutes:0.#} minutes"
        : $"{span.TotalSeconds:0.#} seconds";
}
