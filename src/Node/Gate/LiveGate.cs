using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Replay;

namespace Evenhand.Node.Gate;

/// <summary>Answers asks from memory; a reservation is stored before it is answered.</summary>
internal sealed class LiveGate(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer,
    int schema
)
{
    private readonly ConcurrentBag<ActParser> parsers = [];
    private long answered;
    private long denied;

    /// <summary>How many asks were answered, and how many of them denied.</summary>
    public (long Answered, long Denied) Counts =>
        (Interlocked.Read(ref answered), Interlocked.Read(ref denied));

    /// <summary>Answers lists of asks.</summary>
    public ManyAsks Many => new(context, this);

    /// <summary>Answers an ask.</summary>
    public ValueTask<GateOutcome> AskAsync(ReadOnlyMemory<byte> body, AccountId? onlyAccount)
    {
        var pending = Read(body.Span, onlyAccount, context.Clock.Now);
        return StoredAsync(pending, Decide(pending));
    }

    /// <summary>What an ask would be answered; it is neither counted nor noted.</summary>
    /// <exception cref="RequestException">It is no ask, or one that reserves.</exception>
    public GateOutcome Try(ReadOnlyMemory<byte> body)
    {
        var pending = Read(body.Span, null, context.Clock.Now) with { IsTrial = true };
        if (pending.Asked.Quantity is not null)
            throw new RequestException(Code.Malformed, "what is only tried reserves nothing");
        var outcome =
            accounts.Visit(
                pending.Asked.Account,
                pending.Now,
                pending,
                static (account, pending) => pending.LiveGate.Answer(account, pending)
            ) ?? throw NoAccount();
        return outcome with { Warnings = pending.Warnings };
    }

    /// <summary>Reads an ask.</summary>
    /// <exception cref="RequestException">It is no ask, or of an account that is not the asker's.</exception>
    internal PendingAsk Read(ReadOnlySpan<byte> body, AccountId? onlyAccount, Moment now)
    {
        var asked = AskBody.Read(body);
        var ask = Parse(body, now, out var warnings);
        if (onlyAccount is not null && onlyAccount != asked.Account)
            throw NoAccount();
        return new PendingAsk(this, ask, asked, asked.Id ?? NewId(), now) { Warnings = warnings };
    }

    /// <summary>Decides an ask that was read; what it reserves is still to be stored.</summary>
    internal GateOutcome Decide(PendingAsk pending)
    {
        var outcome =
            accounts.Visit(
                pending.Asked.Account,
                pending.Now,
                pending,
                static (account, pending) => pending.LiveGate.Alone(account, pending)
            ) ?? throw NoAccount();
        return Noted(pending, outcome);
    }

    /// <summary>Decides asks of one account together, which reserve all that they ask for or nothing.</summary>
    internal GateOutcome[] Decide(JointAsk joint) =>
        accounts.Visit(
            joint.Account,
            joint.Now,
            joint,
            static (account, joint) => joint.Answer(account)
        ) ?? throw NoAccount();

    /// <summary>The answer once what it reserves is stored.</summary>
    internal ValueTask<GateOutcome> StoredAsync(PendingAsk pending, GateOutcome outcome)
    {
        if (pending.Addition is { } addition)
            return StoreAsync(addition, outcome);
        return pending.Stored.IsCompletedSuccessfully
            ? ValueTask.FromResult(outcome)
            : AfterAsync(pending.Stored, outcome);
    }

    /// <summary>Stores what asks reserve together; where that fails, nothing of it is held.</summary>
    internal async ValueTask StoreAsync(JointAsk joint)
    {
        try
        {
            if (joint.Addition is { } addition)
                await committer.StoreAsync(addition);
            await joint.Stored;
        }
        catch
        {
            accounts.Find(joint.Account)?.Note(joint.TakeBack);
            throw;
        }
    }

    /// <summary>Counts an answer, and tells with it what was odd about its ask.</summary>
    internal GateOutcome Noted(PendingAsk pending, GateOutcome outcome)
    {
        Interlocked.Increment(ref answered);
        if (outcome.Decision.Outcome == Outcome.Deny)
            Interlocked.Increment(ref denied);
        return pending.Warnings.Count > 0 ? outcome with { Warnings = pending.Warnings } : outcome;
    }

    /// <summary>Ends a hold as settled, or released where no quantity is given.</summary>
    public async Task<Reservation> EndAsync(
        string reservation,
        decimal? quantity,
        AccountId? onlyAccount
    )
    {
        var account = AccountOf(reservation, onlyAccount) ?? throw NoReservation();
        var hold = FindHold(account, reservation) ?? throw NoReservation();
        if (hold.Status != ReservationState.Held)
            return hold;
        ReservationEntry entry = quantity is { } used
            ? new ReservationSettled(reservation, used, hold.Expires)
            : new ReservationReleased(reservation, hold.Expires);
        var addition = new Addition(
            account,
            SliceKind.Reservation,
            entry.Written(),
            context.Clock.Now,
            at => at.Reservations.Find(reservation) is { Status: ReservationState.Held }
        );
        await committer.StoreAsync(addition);
        return FindHold(account, reservation) ?? throw NoReservation();
    }

    private Reservation? FindHold(AccountId account, string reservation) =>
        accounts.Visit(account, its => its.Reservations.Find(reservation));

    /// <summary>What asks have reserved together becomes one record, so that it is stored as a whole. In the account's turn.</summary>
    internal static Addition Store(
        ServedAccount account,
        IReadOnlyList<ReservationMade> records,
        Moment now
    )
    {
        var record =
            records.Count == 1 ? records[0] : records[0] with { With = [.. records.Skip(1)] };
        var addition = new Addition(account.Name, SliceKind.Reservation, record.Written(), now);
        foreach (var each in records)
            account.Reservations.StoredBy(each.Id, addition.Done);
        return addition;
    }

    private GateOutcome Alone(ServedAccount account, PendingAsk pending)
    {
        var outcome = Answer(account, pending);
        if (pending.Record is { } record)
            pending.Addition = Store(account, [record], pending.Now);
        return outcome;
    }

    /// <summary>Answers an ask, and holds what it reserves. In the account's turn.</summary>
    internal GateOutcome Answer(ServedAccount account, PendingAsk pending)
    {
        var (ask, asked, id, now) = (pending.Ask, pending.Asked, pending.Id, pending.Now);
        if (account.Live is not { } live)
            throw NotOpen();
        var stored = Task.CompletedTask;
        long? units = asked.Quantity is { } quantity ? Units(ask, quantity) : null;
        if (live.Ask(ask, id, units, out var fault) is not { } answer)
            throw Unfit(fault);
        if (
            asked.Quantity is { } again
            && asked.Id is not null
            && account.Reservations.Again(id, ask, again, context, ref stored) is { } same
        )
        {
            pending.Stored = stored;
            return new GateOutcome(
                answer.Decision with
                {
                    Outcome = Outcome.Allow,
                    Reasons = [],
                },
                answer.Bounds,
                same
            );
        }
        if (!pending.IsTrial)
            account.Decisions.Add(answer.Decision);
        var outcome = new GateOutcome(answer.Decision, answer.Bounds, null);
        if (asked.Quantity is null || answer.Decision.Outcome == Outcome.Deny)
            return outcome;
        var record = Reserve(account, ask, asked, id, now);
        if (live.Reserve(ask, units, record.Expires) is not { IsNothing: false } held)
            return outcome;
        pending.Record = record;
        account.Reservations.Add(record, held);
        return outcome with { Reservation = account.Reservations.Find(record.Id) };
    }

    private async ValueTask<GateOutcome> StoreAsync(Addition addition, GateOutcome outcome)
    {
        try
        {
            await committer.StoreAsync(addition);
            return outcome;
        }
        catch
        {
            accounts
                .Find(addition.Account)
                ?.Note(account => account.Reservations.Drop(outcome.Reservation!.Id));
            throw;
        }
    }

    /// <summary>An ask that is repeated while the first is being stored is answered when that is.</summary>
    private static async ValueTask<GateOutcome> AfterAsync(Task stored, GateOutcome outcome)
    {
        await stored;
        return outcome;
    }

    private ReservationMade Reserve(
        ServedAccount account,
        byte[] ask,
        in AskBody asked,
        string id,
        Moment now
    )
    {
        var longest = (long)context.Settings.LongestHold.TotalSeconds;
        if (asked.Seconds < 1 || asked.Seconds > longest)
            throw new RequestException(
                Code.Malformed,
                $"a reservation is held from 1 to {longest:N0} seconds"
            )
            {
                Pointer = "/reserve/seconds",
            };
        if (account.Reservations.Open >= context.Settings.MostHolds)
            throw new RequestException(
                Code.TooManyReservations,
                $"the account holds {Counted.Of(context.Settings.MostHolds, "reservation")} already; settle or release some"
            );
        var packer = new EventPacker(schema, new NameTable(context.Seed));
        packer.Add(ask, 0);
        return new ReservationMade(
            IdOf(account.Name),
            id,
            asked.Quantity!.Value,
            now + TimeSpan.FromSeconds(asked.Seconds),
            packer.Take()
        );
    }

    private byte[] Parse(ReadOnlySpan<byte> body, Moment now, out IReadOnlyList<Fault> warnings)
    {
        if (!parsers.TryTake(out var parser))
            parser = new ActParser(context.Shelf.Catalogue, context.Seed);
        var ask = parser.Parse(body, now, out var fault, out warnings);
        parsers.Add(parser);
        return ask ?? throw Unfit(fault?.WithMeant(context.Shelf.Catalogue));
    }

    private long Units(byte[] ask, decimal quantity) =>
        ReservationBook.UnitsOf(ask, quantity, context)
        ?? throw new RequestException(
            Code.Malformed,
            "the quantity is finer than the act is counted in"
        )
        {
            Pointer = "/reserve/quantity",
        };

    /// <summary>A reservation's id begins with its account's name, in base64url.</summary>
    private static AccountId? AccountOf(string reservation, AccountId? onlyAccount)
    {
        var dot = reservation.IndexOf('.');
        if (
            dot < 1
            || !Base64Url.IsValid(reservation.AsSpan(0, dot), out var length)
            || length > EventParser.MaxName
        )
            return null;
        var account = new AccountId(
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(reservation.AsSpan(0, dot)))
        );
        // What is not written as we write it is not ours, though it may decode to the name of an account.
        if (!reservation.StartsWith(NameIn(account), StringComparison.Ordinal))
            return null;
        return onlyAccount is null || onlyAccount == account ? account : null;
    }

    private static string IdOf(AccountId account) => $"{NameIn(account)}{NewId()}";

    private static string NameIn(AccountId account) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(account.Text))}.";

    private static string NewId() => FreshIds.Next();

    internal static RequestException NoAccount() =>
        new(Code.UnknownAccount, "there is no such account");

    private static RequestException NoReservation() =>
        new(Code.UnknownReservation, "there is no such reservation");

    private static RequestException NotOpen() =>
        new(Fault.Told(Code.NotOpened, "the account is not open yet"));

    private static RequestException Unfit(Fault? fault) => new(fault!);
}
