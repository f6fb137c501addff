using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Reads the bulk exports that an account asked for.</summary>
public static class ExportReading
{
    /// <summary>The type of the act by which an account asks for one; null where its policy has none.</summary>
    public static EventType? TypeOf(LiveAccount live)
    {
        var fold = live.FoldAt(live.Present);
        foreach (var state in fold.States)
            if (state.Speaks)
                foreach (var type in state.Policy.Catalogue.Types)
                    if (state.Dispatch.ByType[type.Index].Requests)
                        return type;
        return null;
    }

    /// <summary>All of them, in the order in which they were asked for.</summary>
    public static ImmutableArray<AskedExport> All(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        return fold.KnownVault is not { } vault
            ? []
            :
            [
                .. vault.Book.Exports.Select(each => new AskedExport(
                    each.Id,
                    each.Requested,
                    each.Names.Length,
                    each.IsReady
                )),
            ];
    }

    /// <summary>The names that stand in the list of an export, in ordinal order.</summary>
    public static string[] Names(LiveAccount live, Moment time, string export)
    {
        var fold = live.FoldAt(time);
        var listed = fold.KnownVault?.Book.Exports.Find(each => each.Id == export);
        string[] names = [.. (listed?.Names ?? []).Select(fold.Shared.Symbols.Text)];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}

/// <summary>A bulk export that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Requested">When it was asked for.</param>
/// <param name="Things">How many things stand in its list.</param>
/// <param name="IsReady">Whether all of it can be fetched.</param>
public sealed record AskedExport(string Id, Moment Requested, int Things, bool IsReady);
