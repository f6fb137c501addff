using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Vault;

namespace Evenhand.Core.Replaying;

/// <summary>Reads what is to be copied to targets of the customer's own, and what was.</summary>
public static class OffloadReading
{
    /// <summary>The kinds of targets that the account's policy lists; none once all is purged.</summary>
    public static ImmutableArray<string> Kinds(LiveAccount live, Moment time)
    {
        if (VaultReading.HasEnded(live, time))
            return [];
        foreach (var state in live.FoldAt(time).States)
            if (state.Speaks && state.Policy.Vault is { Offload: not null } vault)
                return [.. vault.Targets.Select(kind => VaultTypes.Targets[kind])];
        return [];
    }

    /// <summary>The targets that were activated, by name, those that are not active any more too.</summary>
    public static ImmutableArray<ActivatedTarget> Targets(LiveAccount live, Moment time) =>
        live.FoldAt(time).KnownVault is { } vault
            ?
            [
                .. vault.Book.Targets.Values.Select(each => new ActivatedTarget(
                    each.Name,
                    each.IsActive,
                    each.IsBeforeDelete
                )),
            ]
            : [];

    /// <summary>
    /// Takes the copies that came to be due since the last time, and still are; all of those that are due where nobody has looked yet.
    /// </summary>
    public static IReadOnlyList<CopyFigures> TakeDue(LiveAccount live)
    {
        var fold = live.FoldAt(live.Present);
        if (fold.KnownVault is not { } vault)
            return [];
        IEnumerable<StoredThing> fresh = vault.NewCopies is { } since
            ? since.Distinct()
            : vault.Book.Things.Values.Where(each => each.Copies.Count > 0);
        CopyFigures[] taken =
        [
            .. fresh
                .Where(each => !each.IsGone)
                .SelectMany(each => Of(fold, each))
                .Where(each => each.State == CopyFigures.Due),
        ];
        vault.NewCopies = [];
        return taken;
    }

    /// <summary>The copies of what is stored under a name, made or to be made.</summary>
    public static IReadOnlyList<CopyFigures> Of(LiveAccount live, Moment time, string name)
    {
        var fold = live.FoldAt(time);
        var symbol = fold.Shared.Symbols.Find(Encoding.UTF8.GetBytes(name));
        return fold.KnownVault?.Book.Things.GetValueOrDefault(symbol) is { } thing
            ? [.. Of(fold, thing)]
            : [];
    }

    /// <summary>All copies of what is stored, in no order.</summary>
    public static IEnumerable<CopyFigures> All(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        return fold.KnownVault?.Book.Things.Values.SelectMany(each => Of(fold, each)) ?? [];
    }

    /// <summary>How many copies were made of what is stored, by target.</summary>
    public static IReadOnlyDictionary<string, int> Made(LiveAccount live, Moment time) =>
        (live.FoldAt(time).KnownVault?.Book.Things.Values ?? Enumerable.Empty<StoredThing>())
            .SelectMany(each => each.Copies)
            .Where(each => each.IsDone)
            .CountBy(each => each.Target)
            .ToDictionary();

    private static IEnumerable<CopyFigures> Of(AccountFold fold, StoredThing thing) =>
        thing.Copies.Select(each => new CopyFigures(
            fold.Shared.Symbols.Text(thing.Name),
            thing.Stored,
            each.Target,
            each.IsDone ? CopyFigures.Done
                : each.IsDropped ? CopyFigures.Dropped
                : thing.Quarantine is not null ? CopyFigures.Quarantined
                : CopyFigures.Due
        ));
}

/// <summary>A target that an account has copies made to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether what is stored now is copied there.</param>
/// <param name="IsBeforeDelete">Whether a rule deletes nothing of what is stored now before it is there.</param>
public sealed record ActivatedTarget(string Name, bool IsActive, bool IsBeforeDelete);

/// <summary>A copy of a stored thing at a target.</summary>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Stored">When the thing was stored.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="State">How it stands with it: one of the words below.</param>
public sealed record CopyFigures(string Thing, Moment Stored, string Target, string State)
{
    /// <summary>It is to be made.</summary>
    public const string Due = "due";

    /// <summary>It was made.</summary>
    public const string Done = "done";

    /// <summary>It is to be made once its thing is out of quarantine.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>It is to be made no more: its thing came out of quarantine after all else was purged.</summary>
    public const string Dropped = "dropped";
}
