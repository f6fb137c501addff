namespace Evenhand.Import.Files;

/// <summary>
/// What a record of a table says: each column that is not empty under its name, in the order of names. So the order of
/// columns is no part of it, nor a column that came later and is empty.
/// </summary>
internal sealed class TableIdentity
{
    private readonly (string Name, int Place)[] columns;
    private readonly bool inOrderOfFile;

    /// <param name="names">The names in the order of the file; nameless columns are called by their place.</param>
    /// <param name="inOrderOfFile">As release 0.1 had it: trimmed values alone, in the order of the file.</param>
    public TableIdentity(IReadOnlyList<string> names, bool inOrderOfFile)
    {
        this.inOrderOfFile = inOrderOfFile;
        columns =
        [
            .. names
                .Select((name, place) => (Name: name, Place: place))
                .OrderBy(column => column.Name, StringComparer.Ordinal)
                .ThenBy(column => column.Place),
        ];
    }

    public IEnumerable<string> Of(Cell[] cells)
    {
        if (inOrderOfFile)
            return cells.Select(cell => cell.Text.Trim());
        return columns
            .Where(column => column.Place < cells.Length && cells[column.Place].Text.Length > 0)
            .SelectMany(column => (string[])[column.Name, cells[column.Place].Text])
            .Concat(cells.Skip(columns.Length).Select(cell => cell.Text));
    }
}
