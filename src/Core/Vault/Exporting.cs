using Evenhand.Core.Effects;
using Evenhand.Core.Metering;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.VaultTypes;

namespace Evenhand.Core.Vault;

/// <summary>Bulk exports: what stands in the list of one is kept until it is ready.</summary>
internal static class Exporting
{
    /// <summary>An export was asked for, in time.</summary>
    public static void Request(VaultFold fold, Event e)
    {
        var of = fold.Policy.Export!.Of;
        var export = new ListedExport(
            e.Id,
            e.Time,
            [
                .. fold
                    .Book.Things.Values.Where(thing =>
                        thing.Quarantine is null && Matching.All(of, thing.Kept)
                    )
                    .Select(thing => thing.Name)
                    .Order(),
            ]
        );
        foreach (var name in export.Names)
            fold.Kept.Export(name, 1);
        fold.Book.Exports.Add(export);
        Say(fold, e, export);
    }

    /// <summary>An export is ready: of two with one id the first that was not.</summary>
    public static Unmet Ready(VaultFold fold, Event e)
    {
        var id = fold.Text(e, ReadySlot);
        if (fold.Book.Exports.Find(each => each.Id == id && !each.IsReady) is not { } export)
            return Unmet.None;
        export.IsReady = true;
        Close(fold, export);
        Say(fold, e, export);
        return Unmet.None;
    }

    /// <summary>An export keeps nothing any more.</summary>
    public static void Close(VaultFold fold, ListedExport export)
    {
        if (export.IsOver)
            return;
        export.IsOver = fold.MayBeFree = true;
        foreach (var name in export.Names)
            fold.Kept.Export(name, -1);
    }

    private static void Say(VaultFold fold, Event e, ListedExport export) =>
        fold.Say(
            new ExportChanged(
                e.Time,
                fold.Profile.Account,
                export.Id,
                export.IsReady,
                export.Names.Length
            )
        );
}
