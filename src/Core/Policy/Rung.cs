using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

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
