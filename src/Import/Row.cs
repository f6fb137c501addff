using Evenhand.Import.Files;

namespace Evenhand.Import;

/// <summary>A row seen through a map: values by the map's own numbering of the columns it names, and the times it declares.</summary>
internal sealed class Row(ImportMap map)
{
    private readonly RowTime?[] times = new RowTime?[map.Rows.Times.Length];
    private Cell[] cells = [];

    public RowRules Rules => map.Rows;

    public int ShiftDays => map.ShiftDays;

    public Figures Figures => Rules.Shape.Figures;

    /// <summary>The value without outer blanks; nothing if it is a word for that.</summary>
    public string this[int column]
    {
        get
        {
            var text = Decoded(cells[column]).Trim();
            return Rules.Shape.Empty.Contains(text) ? "" : text;
        }
    }

    /// <summary>The value by the letter. A word for nothing that stands in quotes is a text.</summary>
    public string Exactly(int column)
    {
        var cell = cells[column];
        return cell.Kind == CellKind.Plain && Rules.Shape.Empty.Contains(cell.Text.Trim())
            ? ""
            : Decoded(cell);
    }

    private string Decoded(Cell cell) =>
        Rules.Shape.IsUrlEncoded ? Uri.UnescapeDataString(cell.Text) : cell.Text;

    /// <summary>Whether the value is a list or an object of JSON.</summary>
    public bool IsNested(int column) => cells[column].Kind == CellKind.Nested;

    public string NameOf(int column) => Rules.Columns[column].ToString();

    public void Load(Cell[] values)
    {
        cells = values;
        Array.Clear(times);
    }

    public RowTime TimeOf(int index) => times[index] ??= Rules.Times[index].Read(this);
}
