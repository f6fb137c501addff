using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Accounts;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Replay;

namespace Evenhand.Node.Gate;

/// <summary>Answers asks from memory; a reservation is stored before it is answered.</summary>
internal sealed class Asking(
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

    /// <summary>Answers an ask.</summary>
    public ValueTask<GateOutcome> AskAsync(ReadOnlyMemory<byte> body, string? onlyAccount)
    {
        var asked = AskBody.Read(body.Span);
        var now = context.Clock.Now;
        var ask = Parse(body.Span, now, out var warnings);
        if (onlyAccount is not null && onlyAccount != asked.Account)
            throw NoAccount();
        var pending = new PendingAsk(this, ask, asked, asked.Id ?? NewId(), now);
        var outcome =
            accounts.Visit(
                asked.Account,
                now,
                pending,
                static (account, pending) => pending.Asking.Answer(account, pending)
            ) ?? throw NoAccount();
        if (warnings.Count > 0)
            outcome = outcome with { Warnings = warnings };
        Interlocked.Increment(ref answered);
        if (outcome.Decision.Outcome == Outcome.Deny)
            Interlocked.Increment(ref denied);
        if (pending.Addition is { } addition)
            return StoreAsync(addition, outcome);
        return pending.Stored.IsCompletedSuccessfully
            ? ValueTask.FromResult(outcome)
            : AfterAsync(pending.Stored, outcome);
    }

    /// <summary>Ends a hold as settled, or released where no quantity is given.</summary>
    public async Task<Hold> EndAsync(string reservation, decimal? quantity, string? onlyAccount)
    {
        var account = AccountOf(reservation, onlyAccount) ?? throw NoReservation();
        var hold = FindHold(account, reservation) ?? throw NoReservation();
        if (hold.Status != HoldStatus.Held)
            return hold;
        var word = quantity is null ? "released" : "settled";
        var record = new ReservationRecord(
            reservation,
            null,
            quantity ?? 0,
            hold.Expires,
            null,
            word
        );
        var addition = new Addition(
            account,
            SliceKind.Reservation,
            StoredJson.Write(record, StoredJson.Default.ReservationRecord),
            context.Clock.Now,
            at => at.Holds.Find(reservation) is { Status: HoldStatus.Held }
        );
        await committer.StoreAsync(addition);
        return FindHold(account, reservation) ?? throw NoReservation();
    }

    private Hold? FindHold(string account, string reservation) =>
        accounts.Visit(account, its => its.Holds.Find(reservation));

    private GateOutcome Answer(ServedAccount account, PendingAsk pending)
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
            && account.Holds.Again(id, ask, again, context, ref stored) is { } same
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
        account.Decisions.Add(answer.Decision);
        var outcome = new GateOutcome(answer.Decision, answer.Bounds, null);
        if (asked.Quantity is null || answer.Decision.Outcome == Outcome.Deny)
            return outcome;
        var record = Reserve(account, ask, asked, id, now);
        if (live.Hold(ask, units) is not { HoldsNothing: false } held)
            return outcome;
        pending.Addition = new Addition(
            account.Name,
            SliceKind.Reservation,
            StoredJson.Write(record, StoredJson.Default.ReservationRecord),
            now
        );
        account.Holds.Add(record, held, pending.Addition.Done);
        return outcome with { Reservation = account.Holds.Find(record.Id) };
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
                ?.Note(account => account.Holds.Drop(outcome.Reservation!.Id));
            throw;
        }
    }

    /// <summary>An ask that is repeated while the first is being stored is answered when that is.</summary>
    private static async ValueTask<GateOutcome> AfterAsync(Task stored, GateOutcome outcome)
    {
        await stored;
        return outcome;
    }

    private ReservationRecord Reserve(
        ServedAccount account,
        byte[] ask,
        in AskBody asked,
        string id,
        long now
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
        if (account.Holds.Open >= context.Settings.MostHolds)
            throw new RequestException(
                Code.TooManyReservations,
                $"the account holds {Counted.Of(context.Settings.MostHolds, "reservation")} already; settle or release some"
            );
        var packer = new EventPacker(schema, new NameTable(context.Seed));
        packer.Add(ask, 0);
        return new ReservationRecord(
            IdOf(account.Name),
            id,
            asked.Quantity!.Value,
            now + asked.Seconds * TimeSpan.TicksPerSecond,
            packer.Take(),
            null
        );
    }

    private byte[] Parse(ReadOnlySpan<byte> body, long now, out IReadOnlyList<Fault> warnings)
    {
        if (!parsers.TryTake(out var parser))
            parser = new ActParser(context.Shelf.Catalogue, context.Seed);
        var ask = parser.Parse(body, now, out var fault, out warnings);
        parsers.Add(parser);
        return ask ?? throw Unfit(fault?.WithMeant(context.Shelf.Catalogue));
    }

    private long Units(byte[] ask, decimal quantity) =>
        Holds.UnitsOf(ask, quantity, context)
        ?? throw new RequestException(
            Code.Malformed,
            "the quantity is finer than the act is counted in"
        )
        {
            Pointer = "/reserve/quantity",
        };

    /// <summary>A reservation's id begins with its account's name, in base64url.</summary>
    private static string? AccountOf(string reservation, string? onlyAccount)
    {
        var dot = reservation.IndexOf('.');
        if (
            dot < 1
            || !Base64Url.IsValid(reservation.AsSpan(0, dot), out var length)
            || length > EventParser.MaxName
        )
            return null;
        var account = Encoding.UTF8.GetString(
            Base64Url.DecodeFromChars(reservation.AsSpan(0, dot))
        );
        // What is not written as we write it is not ours, though it may decode to the name of an account.
        if (!reservation.StartsWith(NameIn(account), StringComparison.Ordinal))
            return null;
        return onlyAccount is null || onlyAccount == account ? account : null;
    }

    private static string IdOf(string account) => $"{NameIn(account)}{NewId()}";

    private static string NameIn(string account) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(account))}.";

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private static RequestException NoAccount() =>
        new(Code.UnknownAccount, "there is no such account");

    private static RequestException NoReservation() =>
        new(Code.UnknownReservation, "there is no such reservation");

    private static RequestException NotOpen() =>
        new(new Fault(Code.NotOpened, "the account is not open yet"));

    private static RequestException Unfit(Fault? fault) => new(fault!.Value);
}
