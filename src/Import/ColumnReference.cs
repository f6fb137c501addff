using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>A column as a map names it: by its name, or, where <c>Name</c> is null, by its place counted from 1.</summary>
internal sealed record ColumnReference(string? Name, int Place, Place At)
{
    public override string ToString() => Name ?? $"{Place}";
}
