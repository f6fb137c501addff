using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.VaultTypes;

namespace Evenhand.Core.Vault;

/// <summary>
/// What is fetched counts once for each retrieval. From cold storage it takes a while and is promised; where the promise is broken,
/// the account is told and the retrieval does not count.
/// </summary>
internal static class Retrieving
{
    /// <summary>Whether an act is of a retrieval that had its effect.</summary>
    public static bool IsKnown(VaultFold fold, Event e, TypeRules rules) =>
        Of(e, rules) is { } retrieval && fold.Book.Retrievals.Contains(retrieval);

    private static long? Of(Event e, TypeRules rules) =>
        rules.RetrievalSlot >= 0 && e.Has(rules.RetrievalSlot) ? e[rules.RetrievalSlot] : null;

    /// <summary>Something was fetched that is there, and counted.</summary>
    public static void Retrieve(VaultFold fold, Event e, TypeRules rules, StoredThing thing)
    {
        if (Of(e, rules) is not { } retrieval)
            return;
        fold.Book.Retrievals.Add(retrieval);
        if (
            thing.Kept[fold.As.Tier] != fold.As.Cold
            || fold.Policy.Vault?.Retrieval is not { } promised
        )
            return;
        var promise = new Promise(
            retrieval,
            thing.Name,
            e.Time + promised.Within,
            fold.Cite(promised.Clause),
            Counted(fold, e)
        );
        fold.Book.Promises.Add(retrieval, promise);
        fold.Promised.Enqueue(promise, promise.Breaks);
        fold.NewPromises?.Add(promise);
        Say(fold, promise, PromiseState.Promised, e.Time);
    }

    /// <summary>What the act at hand counted, under each version.</summary>
    private static ImmutableArray<CountedUse> Counted(VaultFold fold, Event e)
    {
        var counted = ImmutableArray.CreateBuilder<CountedUse>();
        foreach (var state in fold.States)
        {
            var act = Act.AskedAbout(state, e);
            foreach (var touch in Touches.Of(act, new Touch[act.Rules.MostTouches]))
                if (touch is { Kind: TouchKind.Flow, IsOfValue: false } && touch.Units > 0)
                    counted.Add(
                        new CountedUse(
                            state.Policy,
                            touch.Meter,
                            touch.Key,
                            touch.Window,
                            state.Cycle.From,
                            (long)touch.Units
                        )
                    );
        }
        return counted.ToImmutable();
    }

    /// <summary>What was fetched is there.</summary>
    public static Unmet Ready(VaultFold fold, Event e)
    {
        fold.Book.Broken.Remove(e[ReadySlot]);
        if (!fold.Book.Promises.TryGetValue(e[ReadySlot], out var promise))
            return Unmet.None;
        End(fold, promise);
        Say(fold, promise, PromiseState.Ready, e.Time);
        return Unmet.None;
    }

    /// <summary>A promise ends with its thing, and nothing is said.</summary>
    public static void EndWith(VaultFold fold, StoredThing thing)
    {
        var (open, broken) = (fold.Book.Promises, fold.Book.Broken);
        if (open.Count > 0)
            foreach (var promise in open.Values.Where(each => each.Thing == thing.Name).ToArray())
                End(fold, promise);
        if (broken.Count > 0)
            foreach (var promise in broken.Values.Where(each => each.Thing == thing.Name).ToArray())
                broken.Remove(promise.Retrieval);
    }

    /// <summary>When the next promise is broken.</summary>
    public static Moment NextBreach(VaultFold fold)
    {
        while (fold.Promised.TryPeek(out var promise, out var breaks))
            if (promise.IsOver)
                fold.Promised.Dequeue();
            else
                return breaks;
        return Moment.Never;
    }

    /// <summary>Promises whose last instant has passed are broken.</summary>
    public static void Break(VaultFold fold, Moment at)
    {
        List<Promise> broken = [];
        while (NextBreach(fold) <= at)
            broken.Add(fold.Promised.Dequeue());
        foreach (
            var promise in broken.OrderBy(each => fold.Text(each.Retrieval), StringComparer.Ordinal)
        )
        {
            End(fold, promise);
            fold.Book.Broken.Add(
                promise.Retrieval,
                new BrokenPromise(promise.Retrieval, promise.Thing, promise.By)
            );
            Say(fold, promise, PromiseState.Broken, promise.By);
            Tell(fold, promise);
            foreach (var counted in promise.Counted)
                Uncount(fold, counted);
        }
    }

    private static void End(VaultFold fold, Promise promise)
    {
        promise.IsOver = true;
        fold.Book.Promises.Remove(promise.Retrieval);
    }

    private static void Uncount(VaultFold fold, CountedUse counted)
    {
        foreach (var state in fold.States)
        {
            if (state.Policy != counted.Version)
                continue;
            var flow = state.Meters.Flow(counted.Meter);
            if (flow.Meter.Window.Kind != WindowKind.Cycle || state.Cycle.From == counted.Cycle)
                flow.TakeBack(counted.Key, counted.Units, counted.Window);
            else
                (fold.Shared.Uncounted ??= new UncountedUsage()).Add(
                    counted.Version,
                    counted.Cycle,
                    counted.Meter,
                    counted.Units
                );
        }
    }

    private static void Tell(VaultFold fold, Promise promise)
    {
        var facts = new Facts(
            FactKind.PromiseBroken,
            [
                new NamedFigure(NamedFigure.Thing, fold.Text(promise.Thing)),
                new NamedFigure(NamedFigure.Retrieval, fold.Text(promise.Retrieval)),
                new NamedFigure(NamedFigure.Until, $"{promise.By.Instant}"),
            ]
        );
        fold.Say(
            new Notice(promise.By, fold.Profile.Account, promise.Cited, "promise-broken", facts)
            {
                Said = new Saying(
                    promise.Cited.Clause.Slug,
                    $"promise:{fold.Text(promise.Retrieval)}",
                    fold.Profile.Opened,
                    1
                ),
            }
        );
    }

    private static void Say(VaultFold fold, Promise promise, PromiseState state, Moment time) =>
        fold.Say(
            new RetrievalChanged(
                time,
                fold.Profile.Account,
                fold.Text(promise.Thing),
                fold.Text(promise.Retrieval),
                state,
                promise.By
            )
        );
}
