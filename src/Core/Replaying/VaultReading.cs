using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Reads what is stored, and what people decided on it.</summary>
public static class VaultReading
{
    /// <summary>The holds on what an account stores, by id, those that were let go too.</summary>
    public static ImmutableArray<HoldFigures> Holds(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        return fold.KnownVault is not { } vault
            ? []
            :
            [
                .. vault
                    .Book.Holds.Values.OrderBy(hold => hold.Id, StringComparer.Ordinal)
                    .Select(hold => new HoldFigures(
                        hold.Id,
                        hold.IsVendors,
                        hold.Names?.Select(name => fold.Shared.Symbols.Text(name))
                            .ToImmutableArray(),
                        hold.IsReleased
                    )),
            ];
    }

    /// <summary>The kind of thing that is stored for an account; null where its policy stores nothing.</summary>
    public static Thing? KindOf(LiveAccount live) => live.FoldAt(live.Present).Stored;

    /// <summary>Whether all that nothing keeps is purged, and nothing comes any more.</summary>
    public static bool HasEnded(LiveAccount live, Moment time) => time >= live.Ends;

    /// <summary>The clause under which what is left is purged.</summary>
    public static Citation? PurgeClause(LiveAccount live, Moment time) =>
        live.FoldAt(time).KnownVault is { } vault ? Vault.VaultClock.EndOf(vault) : null;

    /// <summary>
    /// Takes the names of what came, went or moved since the last time, and whether the account itself deleted it; null where any
    /// may have, because nobody has looked yet.
    /// </summary>
    public static IReadOnlyList<(string Name, bool ByAccount)>? TakeTouched(LiveAccount live)
    {
        var shared = live.FoldAt(live.Present).Shared;
        if (!shared.NotesTouched)
        {
            shared.NotesTouched = true;
            return null;
        }
        if (shared.Touched is not { } touched)
            return [];
        (string, bool)[] taken =
        [
            .. touched.Select(each => (shared.Symbols.Text(each.Key), each.Value)),
        ];
        shared.Touched = null;
        return taken;
    }

    /// <summary>
    /// Takes what was fetched from cold storage and promised since the last time, and is still to come, also late; all of that where nobody
    /// has looked yet.
    /// </summary>
    public static IReadOnlyList<PromiseFigures> TakePromised(LiveAccount live)
    {
        var fold = live.FoldAt(live.Present);
        if (fold.KnownVault is not { } vault)
            return [];
        var (open, broken) = (vault.Book.Promises, vault.Book.Broken);
        PromiseFigures[] taken = vault.NewPromises is { } since
            ?
            [
                .. since
                    .Where(each =>
                        open.ContainsKey(each.Retrieval) || broken.ContainsKey(each.Retrieval)
                    )
                    .Select(each => Of(fold, each)),
            ]
            :
            [
                .. open.Values.Select(each => Of(fold, each)),
                .. broken.Values.Select(each => Of(fold, each)),
            ];
        vault.NewPromises = [];
        return taken;
    }

    /// <summary>What was promised of a retrieval and is still to come; null for nothing.</summary>
    public static PromiseFigures? PromiseOf(LiveAccount live, Moment time, string retrieval)
    {
        var fold = live.FoldAt(time);
        return
            fold.KnownVault?.Book.Promises.GetValueOrDefault(SymbolOf(fold, retrieval))
                is { } promise
            ? Of(fold, promise)
            : null;
    }

    private static PromiseFigures Of(AccountFold fold, Vault.Promise promise) =>
        Of(fold, new Vault.BrokenPromise(promise.Retrieval, promise.Thing, promise.By));

    private static PromiseFigures Of(AccountFold fold, Vault.BrokenPromise promise) =>
        new(
            fold.Shared.Symbols.Text(promise.Retrieval),
            fold.Shared.Symbols.Text(promise.Thing),
            promise.By
        );

    /// <summary>Whether anything keeps what is, or was, stored under a name.</summary>
    public static bool IsKept(LiveAccount live, Moment time, string name)
    {
        var fold = live.FoldAt(time);
        return fold.KnownVault?.Kept.IsKept(SymbolOf(fold, name)) == true;
    }

    /// <summary>Another object once something may be kept no more; null where nothing is stored.</summary>
    public static object? Freed(LiveAccount live, Moment time) =>
        live.FoldAt(time).KnownVault?.Kept.Freed;

    /// <summary>What is stored under a name; null for nothing.</summary>
    public static StoredFigures? Find(LiveAccount live, Moment time, string name)
    {
        var fold = live.FoldAt(time);
        return SymbolOf(fold, name) is var symbol and not 0 ? Find(fold, symbol) : null;
    }

    /// <summary>All that is stored, in no order.</summary>
    public static IEnumerable<StoredFigures> All(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        if (fold.Stored is not { } kind)
            return [];
        return (
            fold.KnownVault is { } vault
                ? vault.Book.Things.Keys
                : fold.States[0].Things[kind.Index].Open.Select(entry => entry.Name)
        ).Select(name => Find(fold, name)!);
    }

    private static int SymbolOf(AccountFold fold, string name) =>
        fold.Shared.Symbols.Find(Encoding.UTF8.GetBytes(name));

    private static StoredFigures? Find(AccountFold fold, long name)
    {
        if (fold.Stored is not { } kind)
            return null;
        if (fold.KnownVault is { } vault)
            return vault.Book.Things.GetValueOrDefault(name) is { } thing
                ? Of(fold, kind, name, thing.Kept, thing.Stored) with
                {
                    Quarantine = thing.Quarantine,
                    IsKept = vault.Kept.IsKept(name),
                }
                : null;
        return fold.States[0].Things[kind.Index].Find(name) is { } entry
            ? Of(fold, kind, name, entry.Kept, entry.Opened)
            : null;
    }

    private static StoredFigures Of(
        AccountFold fold,
        Thing kind,
        long name,
        long[] kept,
        Moment stored
    )
    {
        var its = kind.Stored!;
        return new StoredFigures(
            fold.Shared.Symbols.Text(name),
            kind.Keeps[its.Class].Choices[(int)kept[its.Class]],
            kind.Keeps[its.Tier].Choices[(int)kept[its.Tier]],
            kept[its.Tier] == its.Cold,
            kept[its.Size],
            stored
        );
    }
}

/// <summary>What is stored under a name, as it counts.</summary>
/// <param name="Name">The name.</param>
/// <param name="Class">What kind of content it is.</param>
/// <param name="Tier">Where it lies.</param>
/// <param name="IsCold">Whether that is cold.</param>
/// <param name="Size">How large it is, in base units of the field that says so.</param>
/// <param name="Stored">When it was stored.</param>
public sealed record StoredFigures(
    string Name,
    string Class,
    string Tier,
    bool IsCold,
    long Size,
    Moment Stored
)
{
    /// <summary>The clause under which it is in quarantine; null where it is not.</summary>
    public Citation? Quarantine { get; init; }

    /// <summary>Whether anything keeps it.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A hold as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsVendors">Whether it is the vendor's, or else the customer's.</param>
/// <param name="Objects">The names that it is of; null for all.</param>
/// <param name="IsReleased">Whether it was let go.</param>
public sealed record HoldFigures(
    string Id,
    bool IsVendors,
    ImmutableArray<string>? Objects,
    bool IsReleased
);

/// <summary>What was fetched from cold storage, and is still to come.</summary>
/// <param name="Retrieval">The id of the retrieval.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="By">By when it was promised: at that very instant is in time.</param>
public sealed record PromiseFigures(string Retrieval, string Thing, Moment By);
