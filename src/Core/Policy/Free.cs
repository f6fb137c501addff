using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>Usage that is free without a figure, perhaps for a limited number of keys in a cycle.</summary>
public sealed record Free : Cover
{
    /// <summary>The field whose values take places (each contact one lead); empty when there are no places.</summary>
    public string PlaceField { get; init; } = "";

    /// <summary>Places in a cycle that each holding of an add-on (by place) gives.</summary>
    public ImmutableArray<(Place<AddOn> AddOn, long Places)> Places { get; init; } = [];

    /// <summary>
    /// The place of the state during one opening of which a key needs only one place, in the cycle in which it
    /// took it; none when it takes a place in every cycle.
    /// </summary>
    public Place<OpenState> OnceWhile { get; init; }
}
