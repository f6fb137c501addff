using System.Runtime.InteropServices;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Mending;

/// <summary>
/// Finds events that were filed under another account than theirs, which the first release could do after a fault of the
/// disk. Payloads of today say whose they are; older ones do not, so of them only signs can be told.
/// </summary>
public sealed class MisfiledSearch
{
    /// <summary>Events of old payloads that are compared in one go, at about 60 bytes each.</summary>
    private const long AtOnce = 16_000_000;

    private readonly LedgerPlace place;
    private readonly long seed;
    private readonly Dictionary<string, int> accounts = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly Dictionary<ulong, string> byMark = [];
    private readonly HashSet<(string Account, long Sequence)> gone = [];
    private readonly List<(string Account, ulong Mark, StoredSlice Slice)> marked = [];
    private readonly List<byte[]> schemas = [];
    private readonly SourceCensus census = new();
    private readonly Findings findings = new();
    private long old;
    private bool hasEvents;

    private MisfiledSearch(LedgerPlace place) => (this.place, seed) = (place, place.Identity.Seed);

    /// <summary>Looks through all accounts of a ledger, which it only reads.</summary>
    /// <param name="place">Where the ledger is.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    /// <exception cref="DamagedLedgerException">It is damaged.</exception>
    public static IReadOnlyList<Misfiled> Run(LedgerPlace place)
    {
        var search = new MisfiledSearch(place);
        place.Walk(search.Note);
        search.CheckSchemas();
        search.TellMarks();
        if (search.old > 0)
            search.Compare();
        return search.findings.All;
    }

    private void Note(string account, StoredSlice slice)
    {
        if (account.Length == 0)
        {
            if (slice.Kind == SliceKind.Schema)
                schemas.Add(slice.Payload.ToArray());
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(account);
        if (accounts.TryAdd(account, names.Count))
        {
            names.Add(account);
            byMark[PayloadMark.Of(bytes, seed)] = account;
        }
        if (slice.Kind == SliceKind.Refiled)
            foreach (
                var sequence in StoredJson
                    .Read(slice.Payload, StoredJson.Default.RefiledRecord)
                    .Gone
                    ?? []
            )
                gone.Add((account, sequence));
        else if (slice.Kind == SliceKind.Events)
        {
            hasEvents = true;
            NoteMark(account, PayloadMark.Of(bytes, seed), slice);
        }
    }

    private void NoteMark(string account, ulong own, in StoredSlice slice)
    {
        if (PayloadMark.In(slice.Payload.Span) is not { } mark)
            old += slice.Count;
        else if (mark != own)
            marked.Add((account, mark, slice));
    }

    /// <summary>Where no node has served a ledger yet, it says nowhere how events are stored; it has none then.</summary>
    private void CheckSchemas()
    {
        if (hasEvents && schemas.Count == 0)
            throw new DamagedLedgerException(
                "it has events, and none of the records that say how they are laid out"
            );
    }

    private void TellMarks()
    {
        foreach (var (account, mark, slice) in marked)
            for (var i = 0; i < slice.Count; i++)
                if (!gone.Contains((account, slice.From + i)))
                    findings.Add(
                        account,
                        byMark.GetValueOrDefault(mark, ""),
                        Sign.Mark,
                        "",
                        slice.From + i,
                        slice.First
                    );
    }

    /// <summary>Compares the names of events across accounts, so many at a time.</summary>
    private void Compare()
    {
        var reader = new AccountRecords(StoredCatalogue.Of(schemas), seed);
        var passes = (ulong)(old / AtOnce + 1);
        for (var pass = 0UL; pass < passes; pass++)
        {
            var seen = new Dictionary<ulong, Standing>();
            place.Walk(
                (account, slice) =>
                {
                    if (account.Length > 0 && slice.Kind == SliceKind.Events)
                        Compare(account, slice, reader.Of(slice), seen, pass, passes);
                }
            );
        }
        foreach (var (account, belongs, source, sequence, time) in census.Strangers())
            findings.Add(
                names[account],
                names[belongs],
                Sign.Source,
                reader.Sources.Text(source),
                sequence,
                time
            );
    }

    private void Compare(
        string account,
        StoredSlice slice,
        byte[] records,
        Dictionary<ulong, Standing> seen,
        ulong pass,
        ulong passes
    )
    {
        var (number, isOld) = (accounts[account], PayloadMark.In(slice.Payload.Span) is null);
        foreach (var offset in Record.Offsets(records))
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (gone.Contains((account, head.Line)))
                continue;
            if (pass == 0)
                census.Note(number, head.Source, head.Line, head.Time, isOld);
            if (head.Key % passes != pass)
                continue;
            var content = Record.ContentHash(records, offset, seed);
            var standing = new Standing(number, head.Line, head.Time, content, isOld);
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(
                seen,
                head.Key,
                out var isKnown
            );
            if (isKnown)
                NoteRepeat(first, standing);
            else
                first = standing;
        }
    }

    /// <summary>Of two that are the same, the one that was stored first was filed wrongly: it was sent again for its account.</summary>
    private void NoteRepeat(in Standing first, in Standing later)
    {
        if (first.IsOld && first.Account != later.Account && first.Content == later.Content)
            findings.Add(
                names[first.Account],
                names[later.Account],
                Sign.Repeat,
                "",
                first.Sequence,
                first.Time
            );
    }

    private readonly record struct Standing(
        int Account,
        long Sequence,
        Moment Time,
        ulong Content,
        bool IsOld
    );
}
