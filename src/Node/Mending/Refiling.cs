using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Mending;

/// <summary>
/// Puts events that were filed under another account where they belong: in one commit, what does not count any more is
/// written down with the one account, the events with the other, and with both why. What is stored stays as it is.
/// </summary>
public sealed class Refiling
{
    private const int MostInSlice = 10_000;

    private readonly ILedger ledger;
    private readonly AccountRecords reader;
    private readonly NameTable accounts;
    private readonly StreamName from;
    private readonly StreamName to;

    private Refiling(ILedger ledger, string from, string to)
    {
        this.ledger = ledger;
        this.from = StreamOf(ledger, from);
        this.to = StreamOf(ledger, to);
        reader = new AccountRecords(StoredCatalogue.Of(ledger), ledger.Identity.Seed);
        accounts = new NameTable(ledger.Identity.Seed);
        accounts.NewCache().Intern(Encoding.UTF8.GetBytes(to));
    }

    /// <summary>Moves the events of some sequences.</summary>
    /// <param name="ledger">The ledger; a server may run on it.</param>
    /// <param name="from">The account under which they were filed.</param>
    /// <param name="to">The account to which they belong.</param>
    /// <param name="sequences">Their sequences in the first account's stream.</param>
    /// <param name="why">Why, in words.</param>
    /// <param name="clock">The present.</param>
    /// <returns>How many do not count any more with the one, and how many were added to the other, which may have had some.</returns>
    /// <exception cref="RequestException">There is no such account, or nothing to move.</exception>
    public static (int Gone, int Came) Run(
        ILedger ledger,
        string from,
        string to,
        IReadOnlyCollection<long> sequences,
        string why,
        TimeProvider clock
    )
    {
        if (from == to)
            throw new RequestException(Code.Malformed, "both are the same account");
        var now = Moment.Of(clock.GetUtcNow());
        return new Refiling(ledger, from, to).Run(sequences, why, now);
    }

    private (int Gone, int Came) Run(IReadOnlyCollection<long> sequences, string why, Moment now)
    {
        var moved = Moved(sequences);
        if (moved.Count == 0)
            throw new RequestException(Code.NotFound, "there is nothing of that to be refiled");
        var has = NamesOf(to);
        var came = moved.Where(record => has.Add(Record.Head(record, 0).Key)).ToArray();
        Appending.Run(ledger, now, () => Slices(moved, came, why, now));
        return (moved.Count, came.Length);
    }

    private static StreamName StreamOf(ILedger ledger, string account) =>
        StreamName.OrShared(account) is { IsShared: false } stream && ledger.SequenceOf(stream) > 0
            ? stream
            : throw new RequestException(Code.UnknownAccount, $"there is no account {account}");

    private List<byte[]> Moved(IReadOnlyCollection<long> sequences)
    {
        var wanted = sequences.ToHashSet();
        var moved = new List<byte[]>();
        Each(
            from,
            (records, offset) =>
            {
                ref readonly var head = ref Record.Head(records, offset);
                if (wanted.Contains(head.Line))
                    moved.Add(records.AsSpan(offset, head.Length).ToArray());
            }
        );
        return moved;
    }

    private HashSet<ulong> NamesOf(StreamName stream)
    {
        var names = new HashSet<ulong>();
        Each(stream, (records, offset) => names.Add(Record.Head(records, offset).Key));
        return names;
    }

    /// <summary>Shows each event of a stream that was not found to belong to another account.</summary>
    private void Each(StreamName stream, Action<byte[], int> visit)
    {
        var gone = new HashSet<long>();
        foreach (var slice in ledger.Read(stream, 0, SliceKinds.Of(SliceKind.Refiled)))
            gone.UnionWith(
                StoredJson.Read(slice.Payload, StoredJson.Default.RefiledRecord).Gone ?? []
            );
        foreach (var slice in ledger.Read(stream, 0, SliceKinds.Events))
        {
            var records = reader.Of(slice);
            foreach (var offset in Record.Offsets(records))
                if (!gone.Contains(Record.Head(records, offset).Line))
                    visit(records, offset);
        }
    }

    private List<Slice> Slices(List<byte[]> moved, byte[][] came, string why, Moment now)
    {
        var slices = new List<Slice> { Gone(moved, why, now) };
        var expected = ledger.SequenceOf(to);
        foreach (var some in came.Chunk(MostInSlice))
        {
            slices.Add(Events(some, expected));
            expected += some.Length;
        }
        var record = new RefiledRecord(from.Text, null, came.Length, why, now);
        slices.Add(Told(record, to, expected, now, now));
        return slices;
    }

    /// <summary>It spans the times of the events, so that the cycles that they counted in are corrected.</summary>
    private Slice Gone(List<byte[]> moved, string why, Moment now)
    {
        ImmutableArray<long> sequences =
        [
            .. moved.Select(record => (long)Record.Head(record, 0).Line).Order(),
        ];
        var times = moved.ConvertAll(record => Record.Head(record, 0).Time);
        return Told(
            new RefiledRecord(to.Text, sequences, null, why, now),
            from,
            ledger.SequenceOf(from),
            times.Min(),
            times.Max()
        );
    }

    private static Slice Told(
        RefiledRecord record,
        StreamName stream,
        long expected,
        Moment first,
        Moment last
    ) =>
        new(
            stream,
            expected,
            SliceKind.Refiled,
            1,
            first,
            last,
            StoredJson.Write(record, StoredJson.Default.RefiledRecord)
        );

    private Slice Events(byte[][] records, long expected)
    {
        var packer = new EventPacker(reader.Schema, reader.Sources, accounts, ledger.Identity.Seed);
        foreach (var record in records)
            packer.Add(record, 0);
        var (count, first, last) = (packer.Count, packer.First, packer.Last);
        return new Slice(to, expected, SliceKind.Events, count, first, last, packer.Take());
    }
}
