using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;
using static Evenhand.Core.Stream.VaultTypes;

namespace Evenhand.Core.Vault;

/// <summary>
/// The acts of the account and of people on what is stored, and the facts that tell what was carried out. An act has its effect where
/// all of its conditions hold; a fact about what is not due has none, and nothing is said of it.
/// </summary>
internal static class VaultActs
{
    private const char LineBreak = '\n';

    /// <summary>Takes an act, or a fact.</summary>
    /// <returns>The conditions that failed; then nothing has changed.</returns>
    public static Unmet Apply(VaultFold fold, Event e)
    {
        var kind = (Kind)e.Type!.Index;
        if (fold.HasEnded(e.Time) && !GoesOn(kind))
            return Unmet.Time;
        if (fold.Policy.Vault is not { } vault)
            return IsFact(e) ? Unmet.None : Unmet.Kind | OfPerson(fold.Shared, e);
        return kind switch
        {
            Kind.RetentionSet => SetRule(fold, e, vault.Retention, fold.Rules.SetRetention),
            Kind.LifecycleSet => SetRule(fold, e, vault.Lifecycle, fold.Rules.SetLifecycle),
            Kind.OffloadActivated => Copying.Activate(fold, e, vault),
            Kind.OffloadDeactivated => Copying.Deactivate(fold, e, vault),
            Kind.HoldPlaced => Place(fold, e),
            Kind.HoldReleased => Release(fold, e),
            Kind.QuarantineLifted => Quarantining.Lift(fold, e),
            Kind.Offloaded => Copying.Tell(fold, e, isDone: true),
            Kind.OffloadFailed => Copying.Tell(fold, e, isDone: false),
            Kind.RetrievalReady => Retrieving.Ready(fold, e),
            Kind.ExportReady => Exporting.Ready(fold, e),
            _ => throw new InvalidOperationException($"no act on what is stored: {e.Type.Name}"),
        };
    }

    /// <summary>Whether an event tells what was carried out.</summary>
    public static bool IsFact(Event e) =>
        (Kind)e.Type!.Index
            is Kind.Offloaded
                or Kind.OffloadFailed
                or Kind.RetrievalReady
                or Kind.ExportReady;

    private static bool GoesOn(Kind kind) =>
        kind
            is Kind.HoldReleased
                or Kind.QuarantineLifted
                or Kind.Offloaded
                or Kind.OffloadFailed
                or Kind.RetrievalReady
                or Kind.ExportReady;

    /// <summary>Whether who acts has a name that is nobody's.</summary>
    public static Unmet OfPerson(Shared shared, Event e) =>
        IsOfKeepers(e.Type!.Index)
        && shared.Symbols.Text(e[HoldSlot.By]) is "rule" or "time" or "clean"
            ? Unmet.Person
            : Unmet.None;

    private static Unmet SetRule(
        VaultFold fold,
        Event e,
        VaultScope? scope,
        Action<long, long?> set
    )
    {
        var ofClass = ClassOf(fold, e);
        if (ofClass < 0 || !Covers(fold.Kind, scope, ofClass))
            return Unmet.Kind;
        set(ofClass, e.Has(RuleSlot.After) ? e[RuleSlot.After] : null);
        return Unmet.None;
    }

    /// <summary>The place of a class among those that there are; -1 for none.</summary>
    private static int ClassOf(VaultFold fold, Event e) =>
        fold.Kind.Keeps[fold.As.Class].Choices.IndexOf(fold.Text(e, RuleSlot.Class));

    /// <summary>Whether things of a class may be among those that a part of the vault speaks of.</summary>
    public static bool Covers(Thing kind, VaultScope? scope, long ofClass)
    {
        if (scope is null)
            return false;
        var its = kind.Stored!;
        var kept = new long[kind.Keeps.Length];
        kept[its.Class] = ofClass;
        return scope.Of.All(each => each.Slot != its.Class || Matching.Holds(each, kept));
    }

    private static Unmet Place(VaultFold fold, Event e)
    {
        var id = fold.Text(e, HoldSlot.Hold);
        var unmet = OfPerson(fold.Shared, e);
        if (fold.Book.Holds.ContainsKey(id))
            unmet |= Unmet.Taken;
        if (unmet != Unmet.None)
            return unmet;
        var hold = new Hold(id, e[HoldSlot.Side] == 1, NamesOf(fold, e));
        fold.Book.Holds.Add(id, hold);
        Change(fold, e, hold, isPlaced: true);
        return Unmet.None;
    }

    private static ImmutableArray<long>? NamesOf(VaultFold fold, Event e) =>
        !e.Has(HoldSlot.Objects)
            ? null
            :
            [
                .. fold.Text(e, HoldSlot.Objects)
                    .Split(LineBreak)
                    .Distinct()
                    .Select(name => (long)fold.Shared.Symbols.Intern(name)),
            ];

    private static Unmet Release(VaultFold fold, Event e)
    {
        if (!fold.Book.Holds.TryGetValue(fold.Text(e, HoldSlot.Hold), out var hold))
            return Unmet.Unknown;
        if (hold.IsReleased)
            return Unmet.State;
        if (OfPerson(fold.Shared, e) is not Unmet.None and var unmet)
            return unmet;
        hold.IsReleased = fold.MayBeFree = true;
        Change(fold, e, hold, isPlaced: false);
        return Unmet.None;
    }

    private static void Change(VaultFold fold, Event e, Hold hold, bool isPlaced)
    {
        fold.Kept.Hold(hold.IsVendors, hold.Names, isPlaced ? 1 : -1);
        fold.Say(
            new HoldChanged(
                e.Time,
                fold.Profile.Account,
                hold.Id,
                isPlaced,
                fold.Text(e, HoldSlot.By)
            )
        );
        if (!hold.IsVendors)
            return;
        foreach (var thing in Covered(fold, hold))
            fold.Recount(thing, e.Time);
    }

    private static IEnumerable<StoredThing> Covered(VaultFold fold, Hold hold) =>
        hold.Names is { } names
            ? names.Select(name => fold.Book.Things.GetValueOrDefault(name)).OfType<StoredThing>()
            : fold.Book.Things.Values;
}
