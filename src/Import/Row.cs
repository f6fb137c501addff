namespace Evenhand.Import;

/// <summary>
/// A record seen through a map: values by the map's own numbering of the columns it names, trimmed, and the times it declares.
/// A column that the record does not have, because trailing ones may be absent, is empty.
/// </summary>
internal sealed class Row(ImportMap map, int[] places)
{
    private readonly RowTime?[] _times = new RowTime?[map.Rows.Times.Length];
    private string[] _fields = [];

    public RowRules Rules => map.Rows;

    public int ShiftDays => map.ShiftDays;

    public string this[int column] =>
        places[column] < _fields.Length ? _fields[places[column]] : "";

    public string NameOf(int column) => Rules.Columns[column].ToString();

    public void Load(string[] fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = fields[i].Trim();
        }

        _fields = fields;
        Array.Clear(_times);
    }

    public RowTime TimeOf(int index) => _times[index] ??= Rules.Times[index].Read(this);
}
