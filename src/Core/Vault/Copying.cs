using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.VaultTypes;

namespace Evenhand.Core.Vault;

/// <summary>Copies to targets of the customer's own: due where something is stored while a target is active, once for each.</summary>
internal static class Copying
{
    /// <summary>The account has what it stores from now on copied to a target.</summary>
    public static Unmet Activate(VaultFold fold, Event e, VaultRule vault)
    {
        if (vault.Offload is null)
            return Unmet.Kind;
        var name = fold.Text(e, TargetSlot.Target);
        if (fold.Book.Targets.TryGetValue(name, out var target) && target.IsActive)
            return Unmet.State;
        if (!vault.Targets.Contains((int)e[TargetSlot.Kind]))
            return Unmet.Kind;
        if (target is null)
            fold.Book.Targets.Add(name, target = new Target(name));
        target.IsActive = true;
        target.IsBeforeDelete = e[TargetSlot.BeforeDelete] == 1;
        return Unmet.None;
    }

    /// <summary>What is stored from now on is copied there no more, and nothing waits for a copy there.</summary>
    public static Unmet Deactivate(VaultFold fold, Event e, VaultRule vault)
    {
        if (vault.Offload is null)
            return Unmet.Kind;
        if (!fold.Book.Targets.TryGetValue(fold.Text(e, TargetSlot.Target), out var target))
            return Unmet.Unknown;
        if (!target.IsActive)
            return Unmet.State;
        target.IsActive = false;
        foreach (var thing in fold.Book.Things.Values)
        foreach (var copy in thing.Copies)
            if (copy.Target == target.Name)
                copy.Waits = false;
        fold.MayBeFree = true;
        return Unmet.None;
    }

    /// <summary>Something was stored.</summary>
    public static void Stored(VaultFold fold, StoredThing thing, Moment time)
    {
        if (fold.Policy.Vault?.Offload is not { } scope || !Matching.All(scope.Of, thing.Kept))
            return;
        foreach (var target in fold.Book.Targets.Values.Where(target => target.IsActive))
        {
            thing.Copies.Add(new Copy(target.Name) { Waits = target.IsBeforeDelete });
            Say(fold, thing, target.Name, CopyState.Due, time);
        }
    }

    /// <summary>What was not made before the quarantine is due again after it, unless all else is purged.</summary>
    public static void Lifted(VaultFold fold, StoredThing thing, Moment time)
    {
        foreach (var copy in thing.Copies.Where(copy => !copy.IsDone))
            if (fold.HasEnded(time))
                copy.IsDropped = true;
            else
                Say(fold, thing, copy.Target, CopyState.Due, time);
    }

    /// <summary>A copy was made, or could not be made this time.</summary>
    public static Unmet Tell(VaultFold fold, Event e, bool isDone)
    {
        if (
            !fold.Book.Things.TryGetValue(e[CopySlot.Object], out var thing)
            || thing.Quarantine is not null
        )
            return Unmet.None;
        var target = fold.Text(e, CopySlot.Target);
        var copy = thing.Copies.Find(copy => copy.Target == target);
        if (copy is not { IsDone: false, IsDropped: false })
            return Unmet.None;
        copy.IsDone = isDone;
        fold.MayBeFree |= isDone;
        Say(fold, thing, target, isDone ? CopyState.Done : CopyState.Failed, e.Time);
        return Unmet.None;
    }

    private static void Say(
        VaultFold fold,
        StoredThing thing,
        string target,
        CopyState state,
        Moment time
    )
    {
        if (state == CopyState.Due)
            fold.NewCopies?.Add(thing);
        fold.Say(new CopyChanged(time, fold.Profile.Account, fold.Text(thing.Name), target, state));
    }
}
