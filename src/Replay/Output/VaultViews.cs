using Evenhand.Core.Effects;
using Evenhand.Wire;

namespace Evenhand.Replay.Output;

/// <summary>What the core says of stored things, as the records of the wire.</summary>
public static class VaultViews
{
    /// <summary>A thing.</summary>
    public static ThingView Of(ThingChanged changed) =>
        new()
        {
            Time = Instants.Of(changed.Time),
            Account = changed.Account.Text,
            Object = changed.Thing,
            State = (Wire.ThingState)changed.State,
            Clause = changed.Cited.Clause.Slug,
            Title = changed.Cited.Title,
            Policy = changed.Cited.Policy,
            Version = changed.Cited.Version,
            By = changed.By,
        };

    /// <summary>A hold.</summary>
    public static HoldView Of(HoldChanged hold) =>
        new()
        {
            Time = Instants.Of(hold.Time),
            Account = hold.Account.Text,
            Hold = hold.Hold,
            State = hold.IsPlaced ? HoldState.Placed : HoldState.Released,
            By = hold.By,
        };

    /// <summary>A copy.</summary>
    public static OffloadView Of(CopyChanged copy) =>
        new()
        {
            Time = Instants.Of(copy.Time),
            Account = copy.Account.Text,
            Object = copy.Thing,
            Target = copy.Target,
            State = (OffloadState)copy.State,
        };

    /// <summary>A retrieval.</summary>
    public static RetrievalView Of(RetrievalChanged changed) =>
        new()
        {
            Time = Instants.Of(changed.Time),
            Account = changed.Account.Text,
            Object = changed.Thing,
            Retrieval = changed.Retrieval,
            State = (RetrievalState)changed.State,
            PromisedBy = Instants.Of(changed.PromisedBy),
        };

    /// <summary>An export.</summary>
    public static ExportView Of(ExportChanged export) =>
        new()
        {
            Time = Instants.Of(export.Time),
            Account = export.Account.Text,
            Export = export.Export,
            State = export.IsReady ? ExportState.Ready : ExportState.Requested,
            Objects = export.Things,
        };
}
