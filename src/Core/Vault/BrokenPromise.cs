using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>A promise that was broken, of what is not there yet.</summary>
/// <param name="Retrieval">The symbol of the retrieval's id.</param>
/// <param name="Thing">The symbol of the thing's name.</param>
/// <param name="By">By when it was promised.</param>
internal sealed record BrokenPromise(long Retrieval, long Thing, Moment By)
{
    /// <summary>Writes or reads one.</summary>
    public static BrokenPromise Exchange(StatePort port, BrokenPromise? promise) =>
        new(
            port.Exchange(promise?.Retrieval ?? 0),
            port.Exchange(promise?.Thing ?? 0),
            port.Exchange(promise?.By ?? default)
        );
}
