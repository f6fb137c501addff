using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;
using static Evenhand.Core.Stream.VaultTypes;

namespace Evenhand.Core.Vault;

/// <summary>What is reported under a clause that quarantines is set aside, until a person who did not report it lets it out.</summary>
internal static class Quarantining
{
    /// <summary>A report that opened a case, or stands beside one.</summary>
    public static void Report(VaultFold fold, Event e)
    {
        var clause = fold.Policy.PlaceOf(new ClauseId(fold.Text(e, ReportSlot.Clause)));
        if (!Quarantines(fold.Policy, clause) || !e.Has(ReportSlot.Object))
            return;
        if (!fold.Book.Things.TryGetValue(e[ReportSlot.Object], out var thing))
            return;
        var by = fold.Text(e, ReportSlot.By);
        thing.Reporters.Add(by);
        if (thing.Quarantine is not null)
            return;
        thing.Quarantine = fold.Cite(clause);
        fold.Kept.SetAside(thing.Name, thing.Quarantine);
        fold.Say(thing, ThingState.Quarantined, thing.Quarantine, e.Time, by);
        fold.Recount(thing, e.Time);
    }

    /// <summary>Whether what a report under a clause names is set aside.</summary>
    public static bool Quarantines(PolicyVersion policy, Place<Clause> clause) =>
        policy.Vault is not null
        && policy.Reportable.Any(each => each.Quarantines && each.Clause == clause);

    /// <summary>A person lets a thing out.</summary>
    public static Unmet Lift(VaultFold fold, Event e)
    {
        if (!fold.Book.Things.TryGetValue(e[LiftSlot.Object], out var thing))
            return Unmet.Unknown;
        if (thing.Quarantine is not { } cited)
            return Unmet.State;
        var by = fold.Text(e, LiftSlot.By);
        if (thing.Reporters.Contains(by))
            return Unmet.Person;
        if (VaultActs.OfPerson(fold.Shared, e) is not Unmet.None and var unmet)
            return unmet;
        thing.Quarantine = null;
        thing.Reporters.Clear();
        fold.Kept.Lift(thing.Name);
        fold.MayBeFree = true;
        fold.Say(thing, ThingState.Released, cited, e.Time, by);
        fold.Recount(thing, e.Time);
        Copying.Lifted(fold, thing, e.Time);
        return Unmet.None;
    }
}
