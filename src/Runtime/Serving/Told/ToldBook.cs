using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Told;

/// <summary>
/// What one account was told. A notice is known by its clause, its kind and its cycle, and by how many of these there
/// were before; a case by its clause and cycle, and by whose it is where its limit goes by a key. So a fold done anew, which may say things at other instants, tells
/// only what it has more of.
/// </summary>
internal sealed class ToldBook
{
    private readonly Dictionary<(string Clause, string What, long Cycle), int> told = [];
    private readonly Dictionary<(string Clause, string What, long Cycle), int> said = [];
    private readonly Dictionary<(string Clause, string What, long Cycle), int> stored = [];
    private int pending;

    /// <summary>How many cases there are.</summary>
    public int Cases { get; private set; }

    /// <summary>Takes back what could not be stored; the next fold anew says it again.</summary>
    public void TakeBack(ToldRecord record)
    {
        var key = KeyOf(record);
        var back = told.GetValueOrDefault(key) - stored.GetValueOrDefault(key);
        if (back <= 0)
            return;
        told[key] -= back;
        pending -= back;
        Cases -= record.Case is null ? 0 : back;
    }

    /// <summary>Whether something is on its way to the ledger.</summary>
    public bool HasPending => pending > 0;

    /// <summary>Asked as it is stored: whether nobody, such as another node, has told it meanwhile.</summary>
    /// <param name="record">What is to be told.</param>
    /// <param name="ordinal">How many of its kind there are with it.</param>
    public bool IsWanted(ToldRecord record, int ordinal) =>
        stored.GetValueOrDefault(KeyOf(record)) < ordinal;

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
            said[key] = stored[key] = count;
    }

    /// <summary>Begins a fold anew: what it says is compared with what was told.</summary>
    public void BeginAnew() => said.Clear();

    /// <summary>Of what the fold says, what was not told yet.</summary>
    /// <returns>What is to be told, each with how many of its kind there are with it.</returns>
    public IReadOnlyList<(ToldRecord Record, int Ordinal)> NotYet(
        IReadOnlyList<Effect> effects,
        LiveAccount live
    )
    {
        List<(ToldRecord, int)>? news = null;
        foreach (var effect in effects)
        {
            if (RecordOf(effect, live) is not { } record)
                continue;
            var key = KeyOf(record);
            said[key] = said.GetValueOrDefault(key) + 1;
            if (said[key] <= told.GetValueOrDefault(key))
                continue;
            Raise(record, said[key]);
            (news ??= []).Add((record, said[key]));
        }
        return news ?? [];
    }

    /// <summary>Takes note of what was told.</summary>
    public void Learn(ReadOnlyMemory<byte> payload)
    {
        var record = StoredJson.Read(payload, StoredJson.Default.ToldRecord);
        var key = KeyOf(record);
        stored[key] = stored.GetValueOrDefault(key) + 1;
        if (stored[key] > told.GetValueOrDefault(key))
            Raise(record, stored[key]);
        pending--;
    }

    private void Raise(ToldRecord record, int to)
    {
        var by = to - told.GetValueOrDefault(KeyOf(record));
        told[KeyOf(record)] = to;
        pending += by;
        Cases += record.Case is null ? 0 : by;
    }

    private static ToldRecord? RecordOf(Effect effect, LiveAccount live) =>
        effect switch
        {
            Notice notice => new ToldRecord(
                ToldNotice.Of(notice),
                null,
                live.CycleAt(notice.Time).From
            ),
            Case opened => new ToldRecord(null, ToldCase.Of(opened), opened.Cycle),
            _ => null,
        };

    private static (string, string, long) KeyOf(ToldRecord record) =>
        record.Case is { } opened
            ? (opened.Clause, $"case{OfWhom(opened)}", record.Cycle)
            : (record.Notice!.Clause, record.Notice.What, record.Cycle);

    private static string OfWhom(ToldCase opened)
    {
        foreach (var (figure, value) in opened.Figures)
            if (figure == NamedFigure.Of)
                return $" of {value}";
        return "";
    }
}
