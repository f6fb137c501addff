using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Ledger;

/// <summary>
/// How far a ledger is known: a number for each partition, which means something to its store alone. There is none for all
/// partitions together, for they do not wait for each other.
/// </summary>
public sealed class ChangeCursor : IEquatable<ChangeCursor>
{
    private readonly ImmutableArray<long> places;

    /// <summary>A cursor at a place of each partition.</summary>
    public ChangeCursor(params ReadOnlySpan<long> places) => this.places = [.. places];

    /// <summary>The place of each partition.</summary>
    public IReadOnlyList<long> Places => places;

    /// <summary>The place of a partition; 0, which is before everything, where it names none.</summary>
    public long this[int partition] => partition < places.Length ? places[partition] : 0;

    /// <summary>The cursor before everything.</summary>
    public static ChangeCursor Start { get; } = new();

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is no cursor.</summary>
    public static ChangeCursor? Parse(string text)
    {
        if (text.Length == 0)
            return Start;
        var parts = text.Split(',');
        var places = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (
                !long.TryParse(
                    parts[i],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out places[i]
                )
            )
                return null;
        return new(places);
    }

    /// <inheritdoc/>
    public bool Equals(ChangeCursor? other) =>
        other is not null && places.AsSpan().SequenceEqual(other.places.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChangeCursor);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        places.Aggregate(0, (hash, place) => HashCode.Combine(hash, place));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(',', places.Select(place => place.ToString(CultureInfo.InvariantCulture)));
}
