using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>What time brings to stored things: deletions, then moves, then the purge, of one sort by name; promises break after all.</summary>
internal static class VaultClock
{
    /// <summary>What the customer's rules do is done by this name.</summary>
    public const string Rule = "rule";

    /// <summary>What time does is done by this name.</summary>
    public const string Time = "time";

    /// <summary>So long after the purge only the vendor's holds and quarantines keep anything.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <summary>The next instant at which something falls due.</summary>
    public static Moment Next(VaultFold fold)
    {
        var next = fold.Book.Purged == Moment.Never ? fold.Purge : EndOfGrace(fold);
        if (fold.Book.Purged == Moment.Never)
            next = Moment.Min(next, fold.Rules.Next);
        foreach (var export in fold.Book.Exports)
            if (!export.IsOver)
                next = Moment.Min(next, export.Until);
        return Moment.Min(next, Retrieving.NextBreach(fold));
    }

    private static Moment EndOfGrace(VaultFold fold) =>
        fold.Kept.OnlyVendorKeeps ? Moment.Never : fold.Book.Purged + Grace;

    /// <summary>What falls due at an instant happens.</summary>
    public static void Pass(VaultFold fold, Moment at)
    {
        foreach (var export in fold.Book.Exports)
            if (!export.IsOver && export.Until <= at)
                Exporting.Close(fold, export);
        if (fold.Book.Purged != Moment.Never && EndOfGrace(fold) <= at)
            fold.Kept.OnlyVendorKeeps = fold.MayBeFree = true;
        Settle(fold, at);
        Retrieving.Break(fold, at);
    }

    /// <summary>What is due by now, and nothing keeps any more, happens.</summary>
    public static void Settle(VaultFold fold, Moment at)
    {
        var again = fold.MayBeFree;
        fold.MayBeFree = false;
        if (fold.Book.Purged == Moment.Never)
        {
            foreach (var thing in fold.Rules.Deletions(at, again))
                Delete(fold, thing, at);
            foreach (var thing in fold.Rules.Moves(at, again))
                Move(fold, thing, at);
            if (!fold.HasEnded(at))
                return;
            fold.Book.Purged = fold.Purge;
            fold.Rules.End();
            again = true;
        }
        if (again)
            Purge(fold, at);
    }

    private static void Purge(VaultFold fold, Moment at)
    {
        var cited = EndOf(fold);
        foreach (var thing in InOrder(fold).Where(thing => !fold.Kept.IsKept(thing.Name)))
        {
            fold.Forget(thing);
            fold.Shared.Touch(fold.Kind, thing.Name);
            fold.Say(thing, ThingState.Purged, cited, at, Time);
        }
    }

    /// <summary>The clause under which things are purged.</summary>
    public static Citation EndOf(VaultFold fold) =>
        fold.Cite(fold.Policy.EndClause is { IsNone: false } end ? end : fold.Policy.Vault!.Clause);

    private static StoredThing[] InOrder(VaultFold fold) =>
        [
            .. fold.Book.Things.Values.OrderBy(
                thing => fold.Text(thing.Name),
                StringComparer.Ordinal
            ),
        ];

    private static void Delete(VaultFold fold, StoredThing thing, Moment at)
    {
        foreach (var state in fold.States)
            if (fold.EntryOf(state, thing.Name) is { } entry)
            {
                Lifetime.Close(state, state.Things[fold.Kind.Index], entry, at);
                state.NextBoundary = Lifetime.NextBoundary(state, at);
            }
        fold.Forget(thing);
        fold.Say(thing, ThingState.Deleted, fold.Cite(Kept(fold)), at, Rule);
    }

    private static void Move(VaultFold fold, StoredThing thing, Moment at)
    {
        var cold = (fold.As.Tier, fold.As.Cold);
        foreach (var state in fold.States)
            if (fold.EntryOf(state, thing.Name) is { } entry)
            {
                ThingFold.Change(state, fold.Kind, entry, [cold], at);
                state.NextBoundary = Lifetime.NextBoundary(state, at);
            }
        thing.Kept[fold.As.Tier] = fold.As.Cold;
        thing.Since = at;
        fold.Say(thing, ThingState.Cold, fold.Cite(Kept(fold)), at, Rule);
    }

    private static Place<Clause> Kept(VaultFold fold) => fold.Policy.Vault!.Kept;
}
