using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Tells which events a live account cannot count at the present: what a past cycle, its terms or an open state depend on, and what only
/// the stored set can put in its place.
/// </summary>
/// <param name="fold">The account.</param>
/// <param name="voids">The voids among its events.</param>
internal readonly struct Staling(AccountFold fold, Voids voids)
{
    /// <summary>
    /// Whether the stored set alone knows what it does: a void names another event, an appeal may be against a line, and what a void
    /// named before it came never counts.
    /// </summary>
    public bool IsOfStoredSet(byte[] batch, int offset) =>
        Record.Head(batch, offset).Type
            is (int)Kind.Voided
                or (int)Kind.AppealOpened
                or (int)Kind.AppealDecided
        || voids.Any && voids.MayName(Record.Id(batch, offset));

    /// <summary>Whether it comes too late to be counted at the present.</summary>
    /// <param name="head">The event.</param>
    /// <param name="now">The present.</param>
    public bool IsOutOfPlace(in RecordHead head, Moment now)
    {
        // What is decided on a line belongs to its cycle, whenever it is decided.
        if (head.Type is (int)Kind.Waived or (int)Kind.Confirmed)
            return false;
        // What terms come to depends on their order; of one instant names decide it, and the stored set knows all of them.
        return head.Type <= (int)Kind.Asked
            ? head.Time <= now
            : head.Time < now && DependsOnOrder(head) || IsBesideActOfVault(head);
    }

    /// <summary>Whether what it changes cannot be told from the present alone when it comes late.</summary>
    private bool DependsOnOrder(in RecordHead head)
    {
        if (head.Time < fold.States[0].Cycle.From || head.Time < fold.Profile.OwnStepsFrom)
            return true;
        if (head.Type == RecordHead.UnknownType)
            return false;
        foreach (var state in fold.States)
            if (state.Dispatch.ByType[head.Type] is { GoesByOrder: true } or { IsOfVault: true })
                return true;
        return false;
    }

    /// <summary>What people decided on stored things at an instant comes before or after another act of that instant by their names.</summary>
    private bool IsBesideActOfVault(in RecordHead head) =>
        head.Time <= fold.VaultActed && head.Type != RecordHead.UnknownType && DependsOnOrder(head);
}
