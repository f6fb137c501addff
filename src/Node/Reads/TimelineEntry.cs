using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Something that happened to an account beside its usage.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What it is one of.</param>
public sealed record TimelineEntry(Moment At, TimelineKind Kind)
{
    /// <summary>The event, a CloudEvent in JSON; null where it was none.</summary>
    public string? Event { get; init; }

    /// <summary>What the account was told; null where it was no notice.</summary>
    public ToldNotice? Notice { get; init; }

    /// <summary>The case that was opened; null where it was none.</summary>
    public ToldCase? Case { get; init; }

    /// <summary>The statement that was made; null where it was none.</summary>
    public CycleStatement? Stated { get; init; }
}

/// <summary>What an entry of a timeline is one of. Several may be asked for at once.</summary>
[Flags]
public enum TimelineKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Opening and end, seats, plan, add-ons, limits, rules for what is stored, events taken back.</summary>
    Terms = 1,

    /// <summary>What people decided, and what the account said to it.</summary>
    Decisions = 1 << 1,

    /// <summary>What the account was told.</summary>
    Notices = 1 << 2,

    /// <summary>Statements that were made, charges that were decided on, prepaid money that came in.</summary>
    Charges = 1 << 3,

    /// <summary>Cases that were opened.</summary>
    Cases = 1 << 4,

    /// <summary>All of it.</summary>
    All = Terms | Decisions | Notices | Charges | Cases,
}
