using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>What the fold says of stored things, on its way through a port.</summary>
internal static class KeptVault
{
    /// <summary>Writes or reads what became of a thing.</summary>
    public static ThingChanged OfThing(
        StatePort port,
        ThingChanged? changed,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(changed?.Thing),
            (ThingState)port.Exchange((int)(changed?.State ?? 0)),
            KeptEffects.OfCitation(port, changed?.Cited),
            port.Exchange(changed?.By)
        );

    /// <summary>Writes or reads a hold.</summary>
    public static HoldChanged OfHold(
        StatePort port,
        HoldChanged? hold,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(hold?.Hold),
            port.Exchange(hold?.IsPlaced ?? false),
            port.Exchange(hold?.By)
        );

    /// <summary>Writes or reads a copy.</summary>
    public static CopyChanged OfCopy(
        StatePort port,
        CopyChanged? copy,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(copy?.Thing),
            port.Exchange(copy?.Target),
            (CopyState)port.Exchange((int)(copy?.State ?? 0))
        );

    /// <summary>Writes or reads a retrieval.</summary>
    public static RetrievalChanged OfRetrieval(
        StatePort port,
        RetrievalChanged? changed,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(changed?.Thing),
            port.Exchange(changed?.Retrieval),
            (PromiseState)port.Exchange((int)(changed?.State ?? 0)),
            port.Exchange(changed?.PromisedBy ?? default)
        );

    /// <summary>Writes or reads an export.</summary>
    public static ExportChanged OfExport(
        StatePort port,
        ExportChanged? export,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(export?.Export),
            port.Exchange(export?.IsReady ?? false),
            port.Exchange(export?.Things ?? 0)
        );
}
