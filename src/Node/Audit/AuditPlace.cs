using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Node.Audit;

/// <summary>
/// A place in the trail: of each partition the entry that was shown last, for partitions do not wait for each other, and what one
/// of them appends later may be of an earlier instant.
/// </summary>
/// <param name="Spots">The last entry of each partition.</param>
public sealed record AuditPlace(ImmutableArray<AuditSpot> Spots)
{
    /// <summary>The place before everything.</summary>
    public static AuditPlace Start { get; } = new([]);

    /// <summary>The last entry of a partition.</summary>
    public AuditSpot this[int partition] =>
        partition < Spots.Length ? Spots[partition] : AuditSpot.None;

    /// <summary>As it stands in an address.</summary>
    public override string ToString() => string.Join(',', Spots);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out AuditPlace place)
    {
        var spots = new List<AuditSpot>();
        foreach (var part in text.Split(','))
            if (AuditSpot.Parse(part) is { } spot)
                spots.Add(spot);
        place = new([.. spots]);
        return spots.Count == text.Count(',') + 1
            && place.Spots.Any(spot => spot != AuditSpot.None);
    }
}

/// <summary>An entry of a partition: commits follow each other, and within one its entries.</summary>
/// <param name="Segment">The partition's segment.</param>
/// <param name="Entry">Which entry of it, from 0.</param>
public readonly record struct AuditSpot(long Segment, int Entry)
{
    /// <summary>Before the first one.</summary>
    public static AuditSpot None { get; } = new(0, -1);

    /// <summary>The entry after this one, which stands in a segment.</summary>
    public AuditSpot Next(long segment) =>
        segment == Segment ? new(segment, Entry + 1) : new(segment, 0);

    /// <summary>Whether it comes after another.</summary>
    public bool IsAfter(AuditSpot other) =>
        Segment > other.Segment || Segment == other.Segment && Entry > other.Entry;

    /// <summary>As it stands in a place.</summary>
    public override string ToString() => this == None ? "" : $"{Segment}.{Entry}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is no such text.</summary>
    internal static AuditSpot? Parse(string text)
    {
        if (text.Length == 0)
            return None;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return
            dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, null, out var segment)
            && int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, null, out var entry)
            ? new AuditSpot(segment, entry)
            : null;
    }
}
