namespace Evenhand.Core.Policy;

/// <summary>
/// What a clause is cited by, in every version and on every statement: its slug, such as <c>sending-limit</c>. Where a rule of one
/// version refers to a clause of the same, it has a <see cref="Place{T}"/>.
/// </summary>
public readonly record struct ClauseId : IComparable<ClauseId>
{
    private readonly string? slug;

    /// <summary>The id of a clause.</summary>
    /// <param name="slug">Its anchor in the document.</param>
    public ClauseId(string slug) => this.slug = slug;

    /// <summary>The anchor, as it stands in addresses, on the wire and on disk.</summary>
    public string Slug => slug ?? "";

    /// <inheritdoc/>
    public override string ToString() => Slug;

    /// <summary>Ordinal, as lines of a statement stand.</summary>
    public int CompareTo(ClauseId other) => string.CompareOrdinal(slug, other.slug);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(ClauseId one, ClauseId other) => one.CompareTo(other) < 0;

    /// <summary>Whether one does not stand after the other.</summary>
    public static bool operator <=(ClauseId one, ClauseId other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(ClauseId one, ClauseId other) => one.CompareTo(other) > 0;

    /// <summary>Whether one does not stand before the other.</summary>
    public static bool operator >=(ClauseId one, ClauseId other) => one.CompareTo(other) >= 0;
}
