using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Views;

/// <summary>A page of a list.</summary>
/// <param name="Items">In their order.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>An account as it stands now.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Opened">When it opened; null where it is not open yet.</param>
/// <param name="Ended">When its contract ended; null while it goes on.</param>
/// <param name="Policy">The policy's name; empty before the opening.</param>
/// <param name="Version">The version in force now.</param>
/// <param name="Currency">What it is billed in.</param>
/// <param name="TimeZone">Its IANA zone.</param>
/// <param name="Plan">Its plan; empty for none.</param>
/// <param name="Licensed">Full licences.</param>
/// <param name="Restricted">Restricted licences.</param>
/// <param name="OpenCases">Cases that await a person.</param>
public sealed record AccountSummary(
    AccountId Id,
    Moment? Opened,
    Moment? Ended,
    string Policy,
    string Version,
    string Currency,
    string TimeZone,
    string Plan,
    long Licensed,
    long Restricted,
    int OpenCases
)
{
    /// <summary>What it is called; empty where nothing is known.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it stands on its policy's ladder, in the policy's word.</summary>
    public string Standing { get; init; } = "good";

    /// <summary>Its cases, in the order in which they were opened.</summary>
    public CaseList Cases { get; init; } = CaseList.None;

    /// <summary>Its messages that have not arrived.</summary>
    public DeliveryList Deliveries { get; init; } = DeliveryList.None;

    /// <summary>How much of what it asks waits for an answer: appeals, requests for exceptions, questions.</summary>
    public int Asks { get; init; }

    /// <summary>How many stored things' bytes something is to be done with, and wait.</summary>
    public int Waits { get; init; }

    /// <summary>What lies in the store of it.</summary>
    public LyingBytes Lying { get; init; }

    /// <summary>What runs out for it next, as events have arrived; null where nothing is in sight.</summary>
    public NextRunOut? RunsOut { get; init; }

    /// <summary>Whether lines of cycles that are over may wait for a person; where not, none does.</summary>
    public bool MayPropose { get; init; }

    /// <summary>What is left of its prepaid money, in its currency; null where it is not open.</summary>
    public string? Wallet { get; init; }

    /// <summary>Why and since when it is set aside, with nothing else known of it; null where it is well.</summary>
    public Parking? Parked { get; init; }

    /// <summary>Whether it was opened, as far as is known: of one that is set aside nothing is.</summary>
    public bool IsOpened => Opened is not null || Parked is not null;
}

/// <summary>Prepaid money, and what moved it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Time">At which instant.</param>
/// <param name="Currency">The currency, ISO 4217.</param>
/// <param name="Balance">What is left.</param>
/// <param name="Events">A page of what moved it, in the order of time.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record WalletHistory(
    AccountId Account,
    Moment Time,
    string Currency,
    Quantity Balance,
    IReadOnlyList<WalletEvent> Events,
    string? Next
);

/// <summary>A movement of prepaid money with the event that made it.</summary>
/// <param name="Movement">The movement.</param>
/// <param name="Source">The source of the event.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
public sealed record WalletEvent(WalletMovement Movement, string Source, string Id, string Type);

/// <summary>A meter over time.</summary>
/// <param name="Meter">Its name.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Points">By window; a flow's sum, a level at the window's end.</param>
public sealed record MeterSeries(string Meter, string Unit, IReadOnlyList<SeriesPoint> Points);

/// <summary>A meter in one window.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Value">In the meter's unit.</param>
public readonly record struct SeriesPoint(Moment From, Moment To, Quantity Value);

/// <summary>The windows of a series.</summary>
public enum SeriesWindow
{
    /// <summary>Hours of UTC.</summary>
    Hour,

    /// <summary>Days of the account's zone.</summary>
    Day,

    /// <summary>Calendar months of the account's zone.</summary>
    Month,
}

/// <summary>The statement of a cycle, as it was stated or as it would be now.</summary>
/// <param name="FirstDay">The first day of the cycle, such as 2026-01-31; it names the statement.</param>
/// <param name="Statement">The cycle's own lines.</param>
/// <param name="Adjustments">What it corrects of earlier ones.</param>
/// <param name="Running">Whether it was computed now; else it is stated and will not change.</param>
/// <param name="Closing">Whether it only corrects, after the account has ended.</param>
/// <param name="Stated">When it was stated; null while it runs.</param>
public sealed record CycleStatement(
    string FirstDay,
    Statement Statement,
    ImmutableArray<Adjustment> Adjustments,
    bool Running,
    bool Closing,
    Moment? Stated
)
{
    /// <summary>What it will correct of earlier ones when it is stated, as things stand; only of the next to be stated.</summary>
    public ImmutableArray<Adjustment> Pending { get; init; } = [];

    /// <summary>How many records of the account's stream it takes account of; null where it takes account of all.</summary>
    public long? Sequence { get; init; }
}

/// <summary>A line that corrects a stated cycle; its figures are differences and may be negative.</summary>
/// <param name="Line">The differences.</param>
/// <param name="Cycle">The first day of the cycle that it corrects.</param>
/// <param name="Because">What made the difference.</param>
public sealed record Adjustment(Line Line, string Cycle, Cause Because);

/// <summary>What makes a cycle's expected statement differ from the stated one.</summary>
public enum Cause
{
    /// <summary>Events that arrived after it was stated.</summary>
    Late,

    /// <summary>Events that were taken back.</summary>
    Void,

    /// <summary>Charges that were let go or confirmed, exceptions that were granted.</summary>
    Waiver,

    /// <summary>Reference rates that were published.</summary>
    Rate,
}
