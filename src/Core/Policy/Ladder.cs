using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>The steps between good standing and the end of the contract, and how they may be challenged.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Rungs">The steps in order, from low to high; at most one of a kind.</param>
/// <param name="FallsBackAfter">After how many cycles without a case the account is back in good standing; 0 for never.</param>
/// <param name="AppealWithin">How long after what is challenged an appeal may be opened.</param>
/// <param name="DecidedWithin">How long after its opening an appeal must be decided.</param>
public sealed record Ladder(
    Place<Clause> Clause,
    ImmutableArray<Rung> Rungs,
    int FallsBackAfter,
    TimeLength AppealWithin,
    TimeSpan DecidedWithin
)
{
    /// <summary>How long an appeal may be opened where a policy does not say: six calendar months.</summary>
    public static readonly TimeLength DefaultAppealWithin = new(6, TimeSpan.Zero);

    /// <summary>In which time an appeal is decided where a policy does not say.</summary>
    public static readonly TimeSpan DefaultDecidedWithin = TimeSpan.FromDays(14);

    /// <summary>The least notice of a termination.</summary>
    public static readonly TimeSpan LeastNoticeOfTermination = TimeSpan.FromDays(30);

    /// <summary>The step that is taken as a kind, or null: <see cref="StepKind.Restricted"/> stands for both of its kinds.</summary>
    public Rung? RungOf(StepKind kind) =>
        Rungs.FirstOrDefault(rung => rung.Kind == kind)
        ?? (
            kind is StepKind.Throttled or StepKind.Charged
                ? Rungs.FirstOrDefault(rung => rung.Kind == StepKind.Restricted)
                : null
        );
}

/// <summary>A step of a ladder.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Needs">What must have been in force before; <see cref="StepKind.Good"/> for nothing.</param>
/// <param name="ByAnyone">Whether the system takes it where it may; else a person does.</param>
/// <param name="Notice">How long after the delivery of its notice it comes into force.</param>
/// <param name="Approval">Whether a second person must approve it.</param>
/// <param name="Lasts">How long after it came into force it lapses; zero for never.</param>
/// <param name="With">What the notice has with it, in words.</param>
/// <param name="Offers">What is offered instead, in words; empty for nothing.</param>
public sealed record Rung(
    StepKind Kind,
    StepKind Needs,
    bool ByAnyone,
    TimeSpan Notice,
    Approval Approval,
    TimeSpan Lasts,
    ImmutableArray<string> With,
    string Offers
)
{
    /// <summary>Whether a second person must approve it when it is proposed as a kind.</summary>
    public bool NeedsApproval(StepKind kind) =>
        Approval switch
        {
            Approval.None => false,
            Approval.SecondPerson => true,
            _ => kind is StepKind.Charged or StepKind.Suspended or StepKind.Terminated,
        };
}

/// <summary>Where an account stands, from low to high; numbers are on disk: they never change.</summary>
public enum StepKind
{
    /// <summary>Nothing is against it.</summary>
    Good,

    /// <summary>It was told.</summary>
    Advised,

    /// <summary>It was warned.</summary>
    Warned,

    /// <summary>It is throttled, charged, or some of its acts are suspended.</summary>
    Restricted,

    /// <summary>Acts beyond printed figures are denied.</summary>
    Throttled,

    /// <summary>What goes beyond a printed figure is charged.</summary>
    Charged,

    /// <summary>Its acts are denied.</summary>
    Suspended,

    /// <summary>The contract ends.</summary>
    Terminated,
}

/// <summary>Whether a second person must approve a step.</summary>
public enum Approval
{
    /// <summary>As the kind has it: for charges, suspension and termination.</summary>
    ByKind,

    /// <summary>Never.</summary>
    None,

    /// <summary>Always.</summary>
    SecondPerson,
}

/// <summary>A length of time: calendar months in the account's zone, or an exact span where there are none.</summary>
/// <param name="Months">Calendar months, or zero.</param>
/// <param name="Span">The span where <paramref name="Months"/> is zero.</param>
public readonly record struct TimeLength(int Months, TimeSpan Span);
