namespace Evenhand.Notation;

/// <summary>Where something stands in a file. Both count from 1; a column is a UTF-16 unit.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Column">The column of the line.</param>
public readonly record struct Place(int Line, int Column) : IComparable<Place>
{
    /// <summary>The beginning of a file, for what concerns the whole of it.</summary>
    public static readonly Place Start = new(1, 1);

    /// <summary>By line, then by column.</summary>
    public int CompareTo(Place other) => (Line, Column).CompareTo((other.Line, other.Column));

    /// <summary>Whether one place comes before another.</summary>
    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    /// <summary>Whether one place comes after another.</summary>
    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    /// <summary>Whether one place does not come after another.</summary>
    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one place does not come before another.</summary>
    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}
