using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>Something is fetched from cold storage, and was promised.</summary>
/// <param name="Retrieval">The symbol of the retrieval's id.</param>
/// <param name="Thing">The symbol of the thing's name.</param>
/// <param name="By">By when it was promised: at that very instant is in time.</param>
/// <param name="Cited">The clause that promises it.</param>
/// <param name="Counted">What the retrieval counted.</param>
internal sealed record Promise(
    long Retrieval,
    long Thing,
    Moment By,
    Citation Cited,
    ImmutableArray<CountedUse> Counted
)
{
    /// <summary>Whether it was kept, was broken, or ended with its thing.</summary>
    public bool IsOver { get; set; }

    /// <summary>When it is broken: after all that happens at the last instant.</summary>
    public Moment Breaks => By.Next;

    /// <summary>Writes or reads one.</summary>
    public static Promise Exchange(
        StatePort port,
        Promise? promise,
        ImmutableArray<PolicyVersion> versions
    ) =>
        new(
            port.Exchange(promise?.Retrieval ?? 0),
            port.Exchange(promise?.Thing ?? 0),
            port.Exchange(promise?.By ?? default),
            KeptEffects.OfCitation(port, promise?.Cited),
            port.Array(
                promise?.Counted ?? [],
                (port, counted) => CountedUse.Exchange(port, counted, versions)
            )
        );
}

/// <summary>What an act counted of a flow.</summary>
/// <param name="Version">The version that counted it.</param>
/// <param name="Meter">The place of the flow.</param>
/// <param name="Key">The key under which it counted.</param>
/// <param name="Window">The window in which it counted.</param>
/// <param name="Cycle">The first instant of the cycle.</param>
/// <param name="Units">How much, in base units.</param>
internal sealed record CountedUse(
    PolicyVersion Version,
    Place<Meter> Meter,
    long Key,
    long Window,
    Moment Cycle,
    long Units
)
{
    /// <summary>Writes or reads it.</summary>
    public static CountedUse Exchange(
        StatePort port,
        CountedUse? counted,
        ImmutableArray<PolicyVersion> versions
    ) =>
        new(
            port.OneOf(versions, counted?.Version),
            new(port.Exchange(counted?.Meter.Index ?? 0)),
            port.Exchange(counted?.Key ?? 0),
            port.Exchange(counted?.Window ?? 0),
            port.Exchange(counted?.Cycle ?? default),
            port.Exchange(counted?.Units ?? 0)
        );
}
