using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Outbox;
using Evenhand.Node.Reservations;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Told;

namespace Evenhand.Node.Accounts;

/// <summary>What is known of an account beside its live state; the ledger brings it back.</summary>
internal sealed class AccountBooks(NodeContext context, AccountId account)
{
    private SeldomBooks? seldom;

    /// <summary>Which events it has.</summary>
    public SeenEvents Seen { get; } = new(context.Settings.Repeats.ToTimeSpan());

    /// <summary>Which of them are no usage.</summary>
    public NamedTerms Terms { get; } = new();

    /// <inheritdoc cref="SeldomBooks.Acts"/>
    public ActBook Acts => Known.Acts;

    /// <inheritdoc cref="SeldomBooks.Notes"/>
    public NoteBook Notes => Known.Notes;

    /// <summary>What of it lies in the store; null where nothing ever did.</summary>
    public BytesBook? Bytes { get; private set; }

    /// <inheritdoc cref="SeldomBooks.CopyTargets"/>
    public CopyTargetBook CopyTargets => Known.CopyTargets;

    /// <inheritdoc cref="SeldomBooks.Reasons"/>
    public ReasonsBook Reasons => Known.Reasons;

    /// <summary>What it was told.</summary>
    public ToldBook Told { get; } = new();

    /// <summary>How far what it was told is passed on.</summary>
    public DeliveryBook Deliveries { get; } = new();

    /// <inheritdoc cref="SeldomBooks.Sending"/>
    public SendingBook Sending => Known.Sending;

    /// <summary>How far it is stated.</summary>
    public StatedBook Stated { get; } = new();

    /// <summary>What it holds.</summary>
    public ReservationBook Reservations { get; } = new(account);

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        var books = port.Reads ? new SeldomBooks() : Known;
        Seen.Exchange(port);
        Terms.Exchange(port);
        books.Acts.Exchange(port);
        books.Notes.Exchange(port);
        if (port.Exchange(Bytes is not null))
            NeedBytes().Exchange(port);
        books.CopyTargets.Exchange(port);
        books.Reasons.Exchange(port);
        Told.Exchange(port);
        Deliveries.Exchange(port);
        books.Sending.Exchange(port);
        Stated.Exchange(port);
        Reservations.Exchange(port);
        if (port.Reads)
            seldom = books.IsEmpty ? null : books;
    }

    /// <summary>When something of what they hold is due.</summary>
    public Moment NextDue =>
        Moment.Min(
            Moment.Min(
                Moment.Min(Told.NextDue, Reservations.NextExpiry),
                Bytes is { } bytes
                    ? Moment.Min(bytes.Queue.NextLook, NextCopy(bytes))
                    : Moment.Never
            ),
            Moment.Min(
                context.Consumers.NextDue(Deliveries),
                seldom is null ? Moment.Never : context.Desk.NextDue(Sending, context.Clock.Now)
            )
        );

    /// <summary>Takes note of a slice that is stored, whatever it holds.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="brings">Whether it brings something that the server does not say itself.</param>
    public void Note(in StoredSlice slice, bool brings)
    {
        if (brings)
            Stated.Note(slice);
        Deliveries.Note(slice);
        if (slice.Kind == SliceKind.Sending)
            Needed.Sending.Note(slice);
    }

    /// <summary>Takes note of a stored event.</summary>
    public void Note(byte[] records, int offset)
    {
        ref readonly var head = ref Record.Head(records, offset);
        Terms.Note(head);
        if (ActBook.Holds(records, offset))
            Needed.Acts.Note(records, offset, context.Seed);
        if (head.Type == (int)BuiltIns.Kind.Compared)
            Stated.Compared(head.Time);
    }

    /// <summary>Takes note of stored events that are brought from the ledger, and remembers those that may be sent again.</summary>
    /// <param name="records">The events.</param>
    /// <param name="committed">When they were stored.</param>
    /// <returns>Whether any of them is not the server's own.</returns>
    public bool Remember(byte[] records, Moment committed)
    {
        var brings = false;
        for (var offset = 0; offset < records.Length; offset += Record.Head(records, offset).Length)
        {
            Note(records, offset);
            brings = brings || !BuiltIns.IsOfServer(Record.Head(records, offset).Type);
        }
        if (committed < context.Clock.Now - 2 * context.Settings.Repeats.ToTimeSpan())
            return brings;
        for (var offset = 0; offset < records.Length; )
        {
            ref readonly var head = ref Record.Head(records, offset);
            Seen.Add(head.Key, Record.ContentHash(records, offset, context.Seed), committed);
            offset += head.Length;
        }
        return brings;
    }

    /// <summary>Takes note of records that are no events.</summary>
    public void Learn(SliceKind kind, ReadOnlyMemory<byte> payload)
    {
        if (kind == SliceKind.Reservation)
            Reservations.Learn(payload);
        else if (kind == SliceKind.Delivered)
            Deliveries.Learn(StoredJson.Read(payload, StoredJson.Default.DeliveredRecord));
        else if (kind == SliceKind.Noted)
            Needed.Notes.Learn(NotedEntry.Read(payload));
        else if (kind == SliceKind.Bytes)
            NeedBytes().Learn(BytesEntry.Read(payload));
        else if (kind == SliceKind.Export)
            NeedBytes().Learn(ExportEntry.Read(payload));
        else if (kind == SliceKind.CopyTarget)
            Learn(CopyTargetEntry.Read(payload));
        else if (kind == SliceKind.Offload)
            Needed.CopyTargets.Learn(OffloadEntry.Read(payload));
        else if (kind == SliceKind.Reasons)
            Needed.Reasons.Learn(StoredJson.Read(payload, StoredJson.Default.ReasonsRecord));
        else if (kind == SliceKind.Told)
            Told.Learn(StoredJson.Read(payload, StoredJson.Default.ToldRecord));
        else if (kind == SliceKind.Impact)
            Told.Learn(ImpactEntry.Read(payload).Told);
        else if (kind == SliceKind.Stated && Stated.Learn(payload)?.Told is { } told)
            foreach (var record in told)
                Told.Learn(record);
    }

    private Moment NextCopy(BytesBook bytes) =>
        context.Settings.Targets is null ? Moment.Never : bytes.Copies.NextLook(CopyTargets);

    private void Learn(CopyTargetEntry entry)
    {
        Needed.CopyTargets.Learn(entry);
        Bytes?.Copies.Find(entry.Name)?.TryAll();
    }

    private SeldomBooks Known => seldom ?? SeldomBooks.Blank;

    private SeldomBooks Needed => seldom ??= new();

    private BytesBook NeedBytes() =>
        Bytes ??= new(context.Settings.RemovalDelay.ToTimeSpan(), context.Settings.MostRemoved);
}
