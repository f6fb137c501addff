namespace Evenhand.Import.Files;

/// <summary>
/// What a map is to make an event of: a cell for each of its columns, in the map's own numbering; or why there is nothing
/// to make one of, by fault or because the file's layout says so.
/// </summary>
internal readonly record struct FileRow(long Line, Cell[] Cells, string? Fault, string? Skip)
{
    public static FileRow Bad(long line, string fault) => new(line, [], fault, null);

    public static FileRow Left(long line, string reason) => new(line, [], null, reason);
}
