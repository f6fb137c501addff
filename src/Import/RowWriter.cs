using NodaTime;

namespace Evenhand.Import;

/// <summary>Makes at most one event of each record.</summary>
internal sealed class RowWriter(ImportMap map, int[] places) : IDisposable
{
    private readonly Row _row = new(map, places);
    private readonly RowRules _rules = map.Rows;
    private readonly RowIds _ids = new();
    private readonly EventLine _line = new();
    private readonly Reading[] _values = new Reading[map.Rows.Fields.Length];

    public ImportSummary Write(CsvRecord record, ImportRun run, ImportSummary summary)
    {
        Instant time = default;
        var outcome = record.Fault is { } fault
            ? Reading.Bad(fault)
            : Read(record.Fields, out time);
        switch (outcome.Kind)
        {
            case ReadingKind.Skip:
                return summary.WithSkip();
            case ReadingKind.Bad:
                run.Reject(new Rejection(run.File, record.Line, outcome.Content));
                return summary.WithRejection();
            default:
                _line.WriteTo(run.Output);
                return summary.WithEvent(time);
        }
    }

    public void Dispose() => _line.Dispose();

    /// <summary>Everything a row says, every fault of it in one reason; when there is none, its line is ready to be written.</summary>
    private Reading Read(string[] fields, out Instant time)
    {
        _row.Load(fields);
        time = default;
        foreach (var skip in _rules.Skips)
        {
            if (skip.Holds(_row))
            {
                return Reading.Skip;
            }
        }
        List<string> faults = [];
        var type = Needed(_rules.Type, "type", faults);
        var account = Needed(_rules.Account, "account", faults);
        var skipped =
            ReadFields(faults) || type.Kind == ReadingKind.Skip || account.Kind == ReadingKind.Skip;
        if (skipped)
        {
            return Reading.Skip;
        }

        var when = _row.TimeOf(_rules.Time);
        if (when.Fault is { } fault)
        {
            faults.Add(fault);
        }

        if (faults.Count > 0)
        {
            return Reading.Bad(string.Join("; ", faults.Distinct()));
        }

        time = when.Shifted;
        Compose(_ids.Next(fields), type.Content, account.Content, time);
        return Reading.Nothing;
    }

    private Reading Needed(MappedValue value, string what, List<string> faults)
    {
        var reading = value.Of(_row);
        if (reading.Kind == ReadingKind.Bad)
        {
            faults.Add(reading.Content);
        }
        else if (reading is { Kind: not ReadingKind.Skip, Content: "" })
        {
            faults.Add($"the row has no {what}");
        }

        return reading;
    }

    /// <summary>Reads the fields of the event's data; whether one of them says to leave the row out.</summary>
    private bool ReadFields(List<string> faults)
    {
        var skipped = false;
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = _rules.Fields[i].Value.Of(_row);
            skipped |= _values[i].Kind == ReadingKind.Skip;
            if (_values[i].Kind == ReadingKind.Bad)
            {
                faults.Add(_values[i].Content);
            }
        }
        return skipped;
    }

    private void Compose(string id, string type, string account, Instant time)
    {
        _line.Begin(id, map.Source, type, time, account);
        for (int i = 0; i < _values.Length; i++)
        {
            if (_values[i].Kind == ReadingKind.Text)
            {
                _line.Text(_rules.Fields[i].Name, _values[i].Content);
            }
            else if (_values[i].Kind == ReadingKind.Literal)
            {
                _line.Literal(_rules.Fields[i].Name, _values[i].Content);
            }
        }
    }
}
