using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>A suspension in force.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="Cited">The clause that is cited.</param>
/// <param name="Acts">The names of the event types that it denies; empty for every act that takes something.</param>
internal sealed record Suspended(string Step, Citation Cited, ImmutableArray<string> Acts)
{
    /// <summary>Whether it denies an act.</summary>
    /// <param name="act">The act; null for one that the catalogue does not know.</param>
    public bool Denies(EventType? act) =>
        act is { TakesNothing: true } ? false
        : Acts.IsEmpty ? true
        : act is not null && Acts.Contains(act.Name);
}
