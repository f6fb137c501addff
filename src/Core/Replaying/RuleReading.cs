using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Vault;

namespace Evenhand.Core.Replaying;

/// <summary>Reads the rules by which the customer has stored things deleted or moved, and what one would do.</summary>
public static class RuleReading
{
    /// <summary>Longer than that nothing is stored.</summary>
    private const long MostDays = 1_000_000;

    /// <summary>The rules that are set.</summary>
    public static ImmutableArray<RuleFigures> Rules(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        if (fold.KnownVault is not { } vault)
            return [];
        var classes = vault.Kind.Keeps[vault.As.Class].Choices;
        return
        [
            .. vault.Rules.Set.Select(each => new RuleFigures(
                each.Deletes,
                classes[(int)each.Class],
                each.Days
            )),
        ];
    }

    /// <summary>The classes that the customer may set a rule for.</summary>
    /// <param name="live">The account.</param>
    /// <param name="time">When.</param>
    /// <param name="deletes">Whether the rule deletes, or else moves.</param>
    public static ImmutableArray<string> Classes(LiveAccount live, Moment time, bool deletes)
    {
        var fold = live.FoldAt(time);
        if (fold.Stored is not { } kind || VaultReading.HasEnded(live, time))
            return [];
        var scope = ScopeOf(fold, deletes);
        return
        [
            .. kind.Keeps[kind.Stored!.Class]
                .Choices.Where((_, place) => VaultActs.Covers(kind, scope, place)),
        ];
    }

    /// <summary>What a rule would do at once, were it set now; null where the policy has no such rule for the class.</summary>
    /// <param name="live">The account.</param>
    /// <param name="time">Now.</param>
    /// <param name="deletes">Whether it deletes, or else moves to cold storage.</param>
    /// <param name="ofClass">The class.</param>
    /// <param name="after">After how many days.</param>
    public static RulePreview? Preview(
        LiveAccount live,
        Moment time,
        bool deletes,
        string ofClass,
        long after
    )
    {
        var fold = live.FoldAt(time);
        if (!Classes(live, time, deletes).Contains(ofClass))
            return null;
        var (kind, scope) = (fold.Stored!, ScopeOf(fold, deletes)!);
        var its = kind.Stored!;
        var place = kind.Keeps[its.Class].Choices.IndexOf(ofClass);
        var preview = new RulePreview();
        foreach (var thing in Things(fold, kind))
            if (
                thing.Kept[its.Class] == place
                && (deletes || thing.Kept[its.Tier] != its.Cold)
                && Matching.All(scope.Of, thing.Kept)
                && IsDue(deletes ? thing.Stored : thing.Since, after, time)
            )
                preview = preview.And(
                    thing.Kept[its.Size],
                    thing.Stored,
                    IsKept(fold, thing, deletes)
                );
        return preview;
    }

    private static VaultScope? ScopeOf(AccountFold fold, bool deletes)
    {
        foreach (var state in fold.States)
            if (state.Speaks)
                return deletes ? state.Policy.Vault?.Retention : state.Policy.Vault?.Lifecycle;
        return null;
    }

    private static bool IsDue(Moment since, long after, Moment time) =>
        after <= MostDays && since + TimeSpan.FromDays(after) <= time;

    private static bool IsKept(AccountFold fold, StoredThing thing, bool deletes) =>
        fold.KnownVault is { } vault
        && (vault.Kept.IsKept(thing.Name) || deletes && thing.WaitsForCopy);

    private static IEnumerable<StoredThing> Things(AccountFold fold, Thing kind) =>
        fold.KnownVault is { } vault
            ? vault.Book.Things.Values
            : fold.States[0]
                .Things[kind.Index]
                .Open.Select(entry => new StoredThing(entry.Name, entry.Kept)
                {
                    Stored = entry.Opened,
                    Since = entry.Since,
                });
}

/// <summary>A rule that the customer set.</summary>
/// <param name="Deletes">Whether it deletes, or else moves to cold storage.</param>
/// <param name="Class">The class of things.</param>
/// <param name="Days">After how many days of 24 hours.</param>
public sealed record RuleFigures(bool Deletes, string Class, long Days);

/// <summary>What a rule would do at once.</summary>
public sealed record RulePreview
{
    /// <summary>How many things it would take.</summary>
    public int Things { get; private init; }

    /// <summary>How large they are together, in base units of the field that says so.</summary>
    public Int128 Size { get; private init; }

    /// <summary>When the oldest of them was stored; null where there are none.</summary>
    public Moment? Oldest { get; private init; }

    /// <summary>How many others it would take as soon as nothing keeps them any more.</summary>
    public int Kept { get; private init; }

    /// <summary>The same with one thing more.</summary>
    internal RulePreview And(long size, Moment stored, bool isKept) =>
        isKept
            ? this with
            {
                Kept = Kept + 1,
            }
            : this with
            {
                Things = Things + 1,
                Size = Size + size,
                Oldest = Oldest < stored ? Oldest : stored,
            };
}
