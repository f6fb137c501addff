using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>Replays the events of one account: what the set of them comes to, whatever their order in the input.</summary>
public sealed class AccountReplay
{
    private readonly ReplayContext context;
    private readonly string account;
    private readonly Symbols symbols;
    private readonly List<Rejection> rejections = [];
    private readonly List<(string Clause, string Cycle, RecordPlace Place)> decided = [];
    private readonly HashSet<RecordPlace> refused = [];
    private Voids voids = Voids.None;
    private RecordPlace at;
    private long settled;
    private AccountFold? fold;

    /// <summary>Why an event is rejected that lies before the account's opening.</summary>
    internal static Fault TooEarly { get; } =
        new(Code.BeforeOpening, "it happened before account.opened");

    private AccountReplay(ReplayContext context, int number)
    {
        this.context = context;
        account = context.Accounts.Text(number);
        symbols = new Symbols(context.Seed);
    }

    /// <summary>Replays an account.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    public static AccountOutcome Run(ReplayContext context, int number) =>
        Run(context, number, null);

    /// <summary>Replays an account while somebody looks on.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    /// <param name="watch">Who looks on; null for nobody.</param>
    public static AccountOutcome Run(ReplayContext context, int number, ReplayWatch? watch)
    {
        var replay = new AccountReplay(context, number);
        try
        {
            replay.Fold(number, watch);
            return new AccountOutcome(replay.Outcome(), [.. replay.rejections]);
        }
        catch (OverflowException)
        {
            return replay.LeaveOut();
        }
    }

    /// <summary>Folds an account to go on with it live; null where it is not open.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public static LiveAccount? Live(ReplayContext context, int number)
    {
        var replay = new AccountReplay(context, number);
        replay.Fold(number, null);
        return replay.fold is { } fold
            ? new LiveAccount(context.Rules, fold, replay.voids, replay.settled)
            : null;
    }

    /// <summary>An account of which nothing is known but its opening; null, with what is wrong, where it opens nothing.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="accounts">Names of accounts.</param>
    /// <param name="sources">Names of sources.</param>
    /// <param name="opening">The record of the opening.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="fault">What is wrong; null where nothing is.</param>
    public static LiveAccount? Opened(
        Rulebook rules,
        NameTable accounts,
        NameTable sources,
        byte[] opening,
        long seed,
        out Fault? fault
    )
    {
        var set = new EventSet(1);
        set.Add(Alone(opening), (_, _) => { });
        var head = Record.Head(opening, 0);
        var name = new NameTable(seed);
        var number = name.NewCache().Intern(accounts.Bytes(head.Account));
        var context = new ReplayContext(
            rules,
            set,
            name,
            sources,
            head.Time + 1,
            seed,
            rates: new Rates()
        );
        var replay = new AccountReplay(context, number);
        replay.Fold(number, null);
        fault = replay.rejections.Count > 0 ? replay.rejections[0].Fault : null;
        return replay.fold is { } fold
            ? new LiveAccount(rules, fold, Voids.None, replay.settled)
            : null;
    }

    /// <summary>
    /// The record as that of the first account of a set: a set has room for every number up to the highest, and whoever
    /// opens the last of many accounts should not pay for all.
    /// </summary>
    private static byte[] Alone(byte[] opening)
    {
        var alone = opening.AsSpan().ToArray();
        MemoryMarshal.AsRef<RecordHead>(alone.AsSpan()).Account = 1;
        return alone;
    }

    /// <summary>What an account comes to whose totals no number holds; its other rejections stand.</summary>
    private AccountOutcome LeaveOut()
    {
        Reject(
            at,
            new Fault(
                Code.Overflow,
                $"the totals of account {account} pass every bound; it is left out"
            )
        );
        return new AccountOutcome([], [.. rejections]);
    }

    private void Fold(int number, ReplayWatch? watch)
    {
        var places = CanonicalOrder.Sort(context, number);
        voids = Voids.Of(context, places, symbols);
        var opening = FindOpening(places, out var profile);
        if (profile is null)
        {
            foreach (var place in places)
                if (HeadOf(place).Type != (int)Kind.Opened)
                    Reject(
                        place,
                        new Fault(Code.NotOpened, "there is no account.opened before it")
                    );
            return;
        }
        fold = new AccountFold(context.Rules, profile, new Shared(symbols), context.Until);
        watch?.Begin(fold);
        watch?.Next(fold, HeadOf(places[opening]));
        for (var i = 0; i < places.Count; i++)
            if (i != opening)
                Fold(fold, places[i], watch);
        at = places[opening];
        watch?.Reach(fold, context.Until);
        var due = fold.NextBoundary;
        fold.Advance(context.Until);
        settled = due < context.Until ? context.Until - 1 : places[^1].Time;
    }

    private void Fold(AccountFold fold, RecordPlace place, ReplayWatch? watch)
    {
        if (refused.Count > 0 && refused.Contains(place))
            return;
        if (voids.TakesBack(context, place, fold.Profile.Opened))
        {
            watch?.TakenBack(HeadOf(place));
            return;
        }
        at = place;
        if (place.Time < fold.Profile.Opened)
        {
            Reject(place, TooEarly);
            return;
        }
        watch?.Reach(fold, place.Time);
        watch?.Next(fold, HeadOf(place));
        Apply(fold, place);
    }

    private void Apply(AccountFold fold, RecordPlace place)
    {
        if (fold.Read(context.Set.Batch(place.Batch), place.Offset, place.Time) is { } fault)
            Reject(place, fault);
        else if (HeadOf(place).Type == (int)Kind.Asked)
            Ask(fold, place);
        else
            ApplyTo(fold, place);
    }

    private void ApplyTo(AccountFold fold, RecordPlace place)
    {
        var e = fold.Event;
        if (e.Type?.Index == (int)Kind.Voided && !voids.Found(e, symbols))
            Unmatch(fold, place, "the event to void is not there, or cannot be voided");
        if (e.Type?.Index is (int)Kind.Waived or (int)Kind.Confirmed)
            decided.Add(
                (symbols.Text(e[ChargeSlot.Clause]), symbols.Text(e[ChargeSlot.Cycle]), place)
            );
        // A void acts by its name, also when the account has ended.
        if (fold.Apply() is { } unmatched && e.Type?.Index != (int)Kind.Voided)
            Unmatch(fold, place, unmatched);
    }

    private void Ask(AccountFold fold, RecordPlace place)
    {
        if (fold.Asked() is not { } asked)
        {
            Unmatch(fold, place, "the account has ended");
            return;
        }
        var id = Encoding.UTF8.GetString(Record.Id(context.Set.Batch(place.Batch), place.Offset));
        asked.Say(Gatekeeper.Decide(asked, fold.Event, id));
    }

    private ImmutableArray<Effect> Outcome()
    {
        if (fold is null)
            return [];
        var profile = fold.Profile;
        var statements = fold
            .Shared.Cycles.Select(cycle =>
                Stating.State(profile, cycle, fold.Decisions, context.Rates)
            )
            .ToArray();
        foreach (var (clause, cycle, place) in decided)
            if (!statements.Any(statement => IsDecided(statement, profile, clause, cycle)))
                Unmatch(fold, place, $"no statement has a line of {clause} for the cycle {cycle}");
        var balance = fold.Shared.Wallet.Balance.ToString();
        return
        [
            .. statements
                .Concat(fold.Shared.Effects)
                .OrderBy(effect => effect.Time)
                .Append(new WalletBalance(context.Until, account, balance)),
        ];
    }

    private static bool IsDecided(
        Statement statement,
        Profile profile,
        string clause,
        string cycle
    ) =>
        statement.Lines.Any(line => line.Clause == clause)
        && profile.Calendar.CycleAt(statement.From).FirstDay.ToString("uuuu-MM-dd", null) == cycle;

    /// <summary>The place of the first opening that is not taken back and no fault stands against; -1 where there is none.</summary>
    private int FindOpening(List<RecordPlace> places, out Profile? profile)
    {
        profile = null;
        var e = new Event();
        for (var i = 0; i < places.Count; i++)
        {
            if (
                HeadOf(places[i]).Type != (int)Kind.Opened
                || voids.NamesAnywhen(context, places[i])
            )
                continue;
            e.Read(
                context.Set.Batch(places[i].Batch),
                places[i].Offset,
                context.Rules.Shelf.Catalogue,
                symbols,
                context.Rules.AllTexts
            );
            if (
                Opening.Read(context.Rules.Shelf, account, e, symbols, out profile) is not { } fault
            )
                return i;
            Reject(places[i], fault);
            refused.Add(places[i]);
        }
        return -1;
    }

    private ref readonly RecordHead HeadOf(RecordPlace place) =>
        ref Record.Head(context.Set.Batch(place.Batch), place.Offset);

    private void Reject(RecordPlace place, Fault fault) =>
        rejections.Add(new Rejection(HeadOf(place).File, HeadOf(place).Line, fault));

    private void Unmatch(AccountFold fold, RecordPlace place, string reason) =>
        fold.Shared.Effects.Add(
            new Unmatched(place.Time, account, HeadOf(place).File, HeadOf(place).Line, reason)
        );
}

/// <summary>What an account's events came to.</summary>
/// <param name="Effects">In the order of time; the wallet last.</param>
/// <param name="Rejections">Events that were no good.</param>
public sealed record AccountOutcome(
    ImmutableArray<Effect> Effects,
    ImmutableArray<Rejection> Rejections
);

/// <summary>An event or line that was rejected.</summary>
/// <param name="File">The number of its file.</param>
/// <param name="Line">Its line, from 1; 0 where no single line is at fault.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record Rejection(int File, int Line, Fault Fault)
{
    /// <summary>What is wrong, in words.</summary>
    public string Reason => Fault.Detail;
}
