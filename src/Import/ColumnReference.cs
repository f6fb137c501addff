using Evenhand.Import.Files;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>
/// A column as a map names it: by its name; where <c>Name</c> is null, by its place counted from 1; in a JSON file by its
/// <c>Path</c>.
/// </summary>
internal sealed record ColumnReference(string? Name, int Place, Place At)
{
    public JsonPath? Path { get; init; }

    public override string ToString() => Path?.Text ?? Name ?? $"{Place}";
}
