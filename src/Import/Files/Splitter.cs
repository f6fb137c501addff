namespace Evenhand.Import.Files;

/// <summary>One way in which a line of a table is cut into cells.</summary>
internal abstract class Splitter
{
    private readonly List<Cell> cells = [];

    /// <summary>Whether a cell in quotes may run over several lines.</summary>
    public abstract bool SpansLines { get; }

    /// <summary>The cells of a whole record; null if its quotes do not stand as the format has them.</summary>
    public Cell[]? Split(string record)
    {
        cells.Clear();
        return Split(record, cells) ? [.. cells] : null;
    }

    protected abstract bool Split(string record, List<Cell> into);
}
