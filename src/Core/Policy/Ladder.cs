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
