using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Stored;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>The copy that is to be made next at a target.</summary>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Stored">When it was stored.</param>
/// <param name="Blob">The id of its bytes.</param>
/// <param name="Measured">What they measure.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="IsLost">Whether the bytes were found not to be there, or not as they came.</param>
internal sealed record CopyPlan(
    string Thing,
    Moment Stored,
    string Blob,
    Measured Measured,
    CopyTargetSet Target,
    bool IsLost
)
{
    private static readonly TimeSpan LeastStay = TimeSpan.FromDays(1);

    /// <summary>How long what lies cold is to be read for it once it is brought back.</summary>
    public TimeSpan Stay { get; init; }

    /// <summary>The ids of tries that may have left something there.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>What is due at a target by now; null for nothing. What is not due any more, or has no bytes here, is forgotten. In the account's turn.</summary>
    public static CopyPlan? Of(ServedAccount account, string target, Moment now)
    {
        BytesBook.Look(account, now);
        if (
            account is not { Live: { } live, Bytes: { } bytes }
            || bytes.Copies.Find(target) is not { } queue
            || account.CopyTargets.Find(target) is not { } set
        )
            return null;
        while (queue.DueBy(now) is { } copy)
        {
            if (
                DueOf(live, now, copy.Thing, target) is { } due
                && bytes.Of(copy.Thing, due.Stored) is { } its
            )
                return new CopyPlan(
                    copy.Thing,
                    due.Stored,
                    its.Blob,
                    new Measured(its.Bytes, its.Sha256),
                    set,
                    its.IsLost
                )
                {
                    Stay = its.StayAfter(now, LeastStay),
                    Left = account.CopyTargets.Tries(target),
                };
            queue.Remove(copy.Thing);
        }
        return null;
    }

    /// <summary>Whether it is still to be made, at the same place. In the account's turn, as the commit is made that begins it.</summary>
    public bool IsDue(ServedAccount account, Moment now) =>
        account is { Live: { } live, Bytes: { } bytes, IsStale: false }
        && Target.IsStill(account.CopyTargets.Find(Target.Name))
        && bytes.Find(Blob) is { IsLeaving: false, IsLost: false }
        && DueOf(live, now, Thing, Target.Name)?.Stored == Stored;

    private static CopyFigures? DueOf(LiveAccount live, Moment now, string thing, string target) =>
        OffloadReading
            .Of(live, now, thing)
            .FirstOrDefault(each => each.Target == target && each.State == CopyFigures.Due);
}
