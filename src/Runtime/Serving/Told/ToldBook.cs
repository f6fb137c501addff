using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Told;

/// <summary>
/// What one account was told. A notice is known by its clause, its kind and its cycle, and by how many of these there
/// were before; a case by its clause and cycle. So a fold done anew, which may say things at other instants, tells
/// only what it has more of.
/// </summary>
internal sealed class ToldBook
{
    private readonly Dictionary<(string Clause, string What, long Cycle), int> told = [];
    private readonly Dictionary<(string Clause, string What, long Cycle), int> said = [];

    /// <summary>How many cases there are.</summary>
    public int Cases { get; private set; }

    /// <summary>Takes back what could not be stored; the next fold anew says it again.</summary>
    public void TakeBack(IReadOnlyList<ToldRecord> records)
    {
        foreach (var record in records)
        {
            told[KeyOf(record)]--;
            Cases -= record.Case is null ? 0 : 1;
        }
    }

    /// <summary>Writes or reads what was told. A fold that is read with it has said just that.</summary>
    public void Exchange(StatePort port)
    {
        Cases = port.Exchange(Cases);
        port.Map(
            told,
            (port, key) =>
                (port.Exchange(key.Clause), port.Exchange(key.What), port.Exchange(key.Cycle)),
            (port, count) => port.Exchange(count)
        );
        if (!port.Reads)
            return;
        said.Clear();
        foreach (var (key, count) in told)
            said[key] = count;
    }

    /// <summary>Begins a fold anew: what it says is compared with what was told.</summary>
    public void BeginAnew() => said.Clear();

    /// <summary>Of what the fold says, what was not told yet.</summary>
    public IReadOnlyList<ToldRecord> NotYet(IReadOnlyList<Effect> effects, LiveAccount live)
    {
        List<ToldRecord>? news = null;
        foreach (var effect in effects)
        {
            if (RecordOf(effect, live) is not { } record)
                continue;
            var key = KeyOf(record);
            said[key] = said.GetValueOrDefault(key) + 1;
            if (said[key] <= told.GetValueOrDefault(key))
                continue;
            told[key] = said[key];
            Count(record);
            (news ??= []).Add(record);
        }
        return news ?? [];
    }

    /// <summary>Takes note of what was told.</summary>
    public void Learn(ReadOnlyMemory<byte> payload)
    {
        var record = StoredJson.Read(payload, StoredJson.Default.ToldRecord);
        var key = KeyOf(record);
        told[key] = told.GetValueOrDefault(key) + 1;
        Count(record);
    }

    private void Count(ToldRecord record) => Cases += record.Case is null ? 0 : 1;

    private static ToldRecord? RecordOf(Effect effect, LiveAccount live) =>
        effect switch
        {
            Notice notice => new ToldRecord(notice, null, live.CycleAt(notice.Time).From),
            Case opened => new ToldRecord(null, opened, opened.Cycle),
            _ => null,
        };

    private static (string, string, long) KeyOf(ToldRecord record) =>
        record.Case is { } opened
            ? (opened.Clause, "case", record.Cycle)
            : (record.Notice!.Clause, record.Notice.What, record.Cycle);
}
