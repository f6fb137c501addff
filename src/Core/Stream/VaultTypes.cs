using System.Collections.Immutable;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Stream;

/// <summary>The built-in types of what becomes of stored things: what the account and people decide, and what was carried out.</summary>
public static class VaultTypes
{
    /// <summary>The kinds of targets that there are, as events and policies name them; the place of each is its number.</summary>
    public static readonly ImmutableArray<string> Targets =
    [
        "amazon-s3",
        "google-cloud",
        "azure",
        "sharepoint",
        "sftp",
        "sharefile",
    ];

    /// <summary>The field of an act that says which playback or download it is of.</summary>
    public const string Retrieval = "retrieval";

    /// <summary>Slots of <see cref="Kind.RetentionSet"/> and <see cref="Kind.LifecycleSet"/>.</summary>
    public static class RuleSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Class = 0,
            After = 1;
    }

    /// <summary>Slots of <see cref="Kind.OffloadActivated"/> and <see cref="Kind.OffloadDeactivated"/>.</summary>
    public static class TargetSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Target = 0,
            Kind = 1,
            BeforeDelete = 2;
    }

    /// <summary>Slots of <see cref="Kind.HoldPlaced"/> and <see cref="Kind.HoldReleased"/>.</summary>
    public static class HoldSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Hold = 0,
            By = 1,
            Reason = 2,
            Objects = 3,
            Side = 4;
    }

    /// <summary>Slots of <see cref="Kind.QuarantineLifted"/>.</summary>
    public static class LiftSlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Object = 0,
            By = 1,
            Reason = 2;
    }

    /// <summary>Slots of <see cref="Kind.Offloaded"/> and <see cref="Kind.OffloadFailed"/>.</summary>
    public static class CopySlot
    {
        /// <summary>The slots, in order.</summary>
        public const int Object = 0,
            Target = 1,
            Outcome = 2;
    }

    /// <summary>The slot of the retrieval, or of the export, in what says that it is ready.</summary>
    public const int ReadySlot = 0;

    /// <summary>The types, in the order of <see cref="Kind"/>.</summary>
    internal static ImmutableArray<EventType> All =>
        [
            Type(Kind.RetentionSet, "retention.set", Rule()),
            Type(Kind.LifecycleSet, "lifecycle.set", Rule()),
            Type(
                Kind.OffloadActivated,
                "offload.activated",
                Text(TargetSlot.Target, "target"),
                OneOf(TargetSlot.Kind, "kind", null, [.. Targets]),
                new(TargetSlot.BeforeDelete, "before-delete", FieldKind.Flag, null, [], 0, false)
            ),
            Type(Kind.OffloadDeactivated, "offload.deactivated", Text(TargetSlot.Target, "target")),
            Type(
                Kind.HoldPlaced,
                "hold.placed",
                Text(HoldSlot.Hold, "hold"),
                Text(HoldSlot.By, "by"),
                Text(HoldSlot.Reason, "reason"),
                new(HoldSlot.Objects, "objects", FieldKind.Texts, null, [], null, false),
                OneOf(HoldSlot.Side, "side", 0, "customer", "vendor")
            ),
            Type(
                Kind.HoldReleased,
                "hold.released",
                Text(HoldSlot.Hold, "hold"),
                Text(HoldSlot.By, "by"),
                Text(HoldSlot.Reason, "reason")
            ),
            Type(
                Kind.QuarantineLifted,
                "quarantine.lifted",
                Text(LiftSlot.Object, "object"),
                Text(LiftSlot.By, "by"),
                Text(LiftSlot.Reason, "reason")
            ),
            Type(Kind.Offloaded, "object.offloaded", Copy("sha256")),
            Type(Kind.OffloadFailed, "object.offload-failed", Copy("reason")),
            Type(Kind.RetrievalReady, "retrieval.ready", Text(ReadySlot, Retrieval)),
            Type(Kind.ExportReady, "export.ready", Text(ReadySlot, "export")),
        ];

    private static EventType Type(Kind kind, string name, params Field[] fields) =>
        new((int)kind, name, [.. fields], -1);

    private static Field[] Rule() =>
        [
            Text(RuleSlot.Class, "class"),
            new(RuleSlot.After, "after", FieldKind.Quantity, Unit.One, [], null, false),
        ];

    private static Field[] Copy(string outcome) =>
        [
            Text(CopySlot.Object, "object"),
            Text(CopySlot.Target, "target"),
            Text(CopySlot.Outcome, outcome),
        ];

    private static Field Text(int slot, string name) =>
        new(slot, name, FieldKind.Text, null, [], null, Required: true);

    private static Field OneOf(int slot, string name, long? fallback, params string[] choices) =>
        new(slot, name, FieldKind.Choice, null, [.. choices], fallback, fallback is null);
}
