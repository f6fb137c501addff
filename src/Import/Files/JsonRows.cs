using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Evenhand.Import.Files;

/// <summary>The rows of a JSON file: a row a record, or one for each item of a list in it.</summary>
internal sealed class JsonRows(
    JsonRecords records,
    ImmutableArray<JsonPath> columns,
    JsonPath? each
) : RowSource
{
    private readonly Queue<int[]> items = [];
    private JsonRecord record;
    private int[] places = [];

    public override IEnumerable<string> Identity =>
        [
            CanonicalJson.Of(record.Document!.RootElement),
            .. places.Select(place => place.ToString(CultureInfo.InvariantCulture)),
        ];

    public override FileRow? Next()
    {
        if (items.Count == 0 && Advance() is { } told)
            return told;
        if (items.Count == 0)
            return null;
        places = items.Dequeue();
        return new FileRow(record.Line, [.. columns.Select(CellAt)], null, null);
    }

    public override void Dispose()
    {
        record.Document?.Dispose();
        base.Dispose();
    }

    /// <summary>Goes on to the next record; a row if it gives none to make an event of.</summary>
    private FileRow? Advance()
    {
        record.Document?.Dispose();
        record = default;
        if (records.Next() is not { } next)
            return null;
        record = next;
        if (record.Fault is { } fault)
            return FileRow.Bad(record.Line, fault);
        if (each is null)
            items.Enqueue([]);
        else
            Collect(record.Document!.RootElement, 0, []);
        return items.Count > 0
            ? null
            : FileRow.Left(record.Line, $"it has nothing at `{each!.Text}`");
    }

    private void Collect(JsonElement at, int step, int[] taken)
    {
        for (; step < each!.Steps.Length && !each.Steps[step].IsStar; step++)
        {
            if (new JsonPath("", [each.Steps[step]]).In(at, []) is not { } inner)
                return;
            at = inner;
        }
        if (step == each.Steps.Length)
            items.Enqueue(taken);
        else if (at.ValueKind == JsonValueKind.Array)
            for (var place = 0; place < at.GetArrayLength(); place++)
                Collect(at[place], step + 1, [.. taken, place]);
    }

    private Cell CellAt(JsonPath path) =>
        path.In(record.Document!.RootElement, places) is { } value ? Of(value) : Cell.None;

    private static Cell Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => Cell.None,
            JsonValueKind.String => new Cell(value.GetString()!, CellKind.Quoted),
            JsonValueKind.Number => new Cell(Number(value), CellKind.Plain),
            JsonValueKind.Array or JsonValueKind.Object => new Cell(
                value.GetRawText(),
                CellKind.Nested
            ),
            _ => new Cell(value.GetRawText(), CellKind.Plain),
        };

    /// <summary>JSON may write a number with an exponent; nothing else here does.</summary>
    private static string Number(JsonElement value)
    {
        var text = value.GetRawText();
        return
            text.Contains('e', StringComparison.OrdinalIgnoreCase)
            && value.TryGetDecimal(out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
    }
}
