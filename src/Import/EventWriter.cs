using NodaTime;

namespace Evenhand.Import;

/// <summary>Writes the events of one file's rows: the event, and before it the end of an earlier version that it corrects.</summary>
internal sealed class EventWriter(ImportMap map, ImportRun run) : IDisposable
{
    private readonly EventLine line = new();
    private readonly RowIds ids = new();
    private readonly Sequences sequences = new(map.Rows.Shape.IsNewestFirst);

    public void Write(RowEvent said, RowReader reader, IEnumerable<string> identity)
    {
        var id = said.Key ?? ids.Next(identity);
        var sequence = reader.Sequence ?? sequences.Next(said.Time);
        if (run.Correction is { } correction)
        {
            for (var round = 0; round < correction.Round; round++)
                TakeBack(said, Corrected(id, round), correction, sequence);
            id = Corrected(id, correction.Round);
        }
        line.Begin(id, map.Source, said.Type, said.Time, said.Account, sequence);
        reader.Write(line);
        run.Write(line.End());
    }

    public void Dispose() => line.Dispose();

    /// <summary>The id of a record's n-th correction; that of the record itself for 0.</summary>
    private static string Corrected(string id, int round) => round == 0 ? id : $"{id}~{round}";

    private void TakeBack(RowEvent said, string id, Correction correction, string sequence)
    {
        var own = $"{id} void {correction.Round}";
        line.Begin(own, map.Source, "usage.voided", said.Time, said.Account, sequence);
        line.Text("source", map.Source);
        line.Text("id", id);
        line.Text("reason", correction.Reason);
        run.Write(line.End());
    }
}
