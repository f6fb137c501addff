using Evenhand.Core.Effects;

namespace Evenhand.Wording;

/// <summary>The sentence that says what became of stored things.</summary>
public static class VaultSentence
{
    /// <summary>Of a thing.</summary>
    public static string Of(ThingChanged changed) =>
        changed.State switch
        {
            ThingState.Deleted => $"{changed.Thing} is deleted by the customer's rule.",
            ThingState.Cold => $"{changed.Thing} moves to cold storage by the customer's rule.",
            ThingState.Quarantined =>
                $"{changed.Thing} is in quarantine, reported by {changed.By}.",
            ThingState.Released => $"{changed.Thing} is out of quarantine, by {changed.By}.",
            _ => $"{changed.Thing} is purged.",
        };

    /// <summary>Of a hold.</summary>
    public static string Of(HoldChanged hold) =>
        $"Hold {hold.Hold} is {(hold.IsPlaced ? "placed" : "released")} by {hold.By}.";

    /// <summary>Of a copy.</summary>
    public static string Of(CopyChanged copy) =>
        copy.State switch
        {
            CopyState.Due => $"A copy of {copy.Thing} at {copy.Target} is due.",
            CopyState.Done => $"A copy of {copy.Thing} is at {copy.Target}.",
            _ => $"{copy.Thing} could not be copied to {copy.Target}.",
        };

    /// <summary>Of a retrieval.</summary>
    public static string Of(RetrievalChanged changed) =>
        changed.State switch
        {
            PromiseState.Promised =>
                $"{changed.Thing} is promised until {changed.PromisedBy.Instant} ({changed.Retrieval}).",
            PromiseState.Ready => $"{changed.Thing} is there ({changed.Retrieval}).",
            _ => $"{changed.Thing} was not there in time ({changed.Retrieval}).",
        };

    /// <summary>Of an export.</summary>
    public static string Of(ExportChanged export) =>
        $"Export {export.Export} of {Amount.Of($"{export.Things}", "thing", "things")} is {(export.IsReady ? "ready" : "asked for")}.";
}
