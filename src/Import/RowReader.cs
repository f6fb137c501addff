using Evenhand.Import.Files;
using NodaTime;

namespace Evenhand.Import;

/// <summary>What a row says, once all of it has been understood. <c>Key</c> is null without a key.</summary>
internal sealed record RowEvent(
    string Type,
    string Account,
    Instant Time,
    string? Key,
    string Version
);

/// <summary>Reads one row after the other by a map; the values of the last one stay until the next.</summary>
internal sealed class RowReader(ImportMap map)
{
    private readonly Row row = new(map);
    private readonly RowRules rules = map.Rows;
    private readonly Reading[] values = new Reading[map.Rows.Fields.Length];

    /// <summary>Why a row gives no event, every fault of it in one reason; or nothing, and what the row says.</summary>
    public Reading Read(FileRow given, out RowEvent? said)
    {
        said = null;
        if (given.Fault is { } fault)
            return Reading.Bad(fault);
        if (given.Skip is { } reason)
            return Reading.Skip.Because(reason);
        row.Load(given.Cells);
        foreach (var skip in rules.Skips)
            if (skip.Holds(row))
                return Reading.Skip.Because(skip.Reason(row));
        return Understood(out said);
    }

    /// <summary>Writes the fields of the last row.</summary>
    public void Write(EventLine line)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i].Kind == ReadingKind.Text)
                line.Text(rules.Fields[i].Name, values[i].Content);
            else if (values[i].Kind == ReadingKind.Literal)
                line.Literal(rules.Fields[i].Name, values[i].Content);
    }

    /// <summary>What the last row says of its order among those of its instant; null if nothing.</summary>
    public string? Sequence =>
        rules.Sequence is { } column && row[column] is { Length: > 0 } text
            ? long.TryParse(text, out var number) && number >= 0
                ? Sequences.Text(number)
                : text
            : null;

    private Reading Understood(out RowEvent? said)
    {
        said = null;
        var faults = new List<string>();
        var key = rules.Key?.Of(row, faults);
        var type = Needed(rules.Type, "type", faults);
        var account = Needed(rules.Account, "account", faults);
        var skip = ReadFields(faults);
        if ((skip ?? Skipped(type) ?? Skipped(account)) is { } left)
            return left;
        var when = row.TimeOf(rules.Time);
        if (when.Fault is { } fault)
            faults.Add(fault);
        if (faults.Count > 0)
            return Reading.Bad(string.Join("; ", faults.Distinct()));
        var version = rules.Key?.Version is { } column ? row[column] : "";
        said = new RowEvent(type.Content, account.Content, when.Shifted, key, version);
        return Reading.Nothing;
    }

    private static Reading? Skipped(Reading reading) =>
        reading.Kind == ReadingKind.Skip ? reading.Because("the map says so") : null;

    private Reading Needed(MappedValue value, string what, List<string> faults)
    {
        var reading = value.Of(row);
        if (reading.Kind == ReadingKind.Bad)
            faults.Add(reading.Content);
        else if (reading is { Kind: not ReadingKind.Skip, Content: "" })
            faults.Add($"the row has no {what}");
        return reading;
    }

    /// <summary>Reads the fields of the event's data; the first that says to leave the row out.</summary>
    private Reading? ReadFields(List<string> faults)
    {
        Reading? skip = null;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rules.Fields[i].Value.Of(row);
            skip ??= Skipped(values[i]);
            if (values[i].Kind == ReadingKind.Bad)
                faults.Add(values[i].Content);
        }
        return skip;
    }
}
