using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The fold of one account's events in canonical order, voided ones left out, a window of time after the other. It may
/// begin at the opening or go on from a checkpoint.
/// </summary>
internal sealed class CanonicalFold
{
    private readonly ReplayContext context;
    private readonly AccountId account;
    private readonly Symbols symbols;
    private readonly ReplayWatch? watch;
    private readonly List<Rejection> rejections = [];
    private readonly Yield before = new();
    private readonly Yield since = new();
    private readonly HashSet<RecordMark> refused = [];
    private Voids voids = Voids.None;
    private ReplayContext window;
    private RecordMark opening;
    private RecordMark at;
    private RecordHead opened;
    private Moment last = Moment.Earliest;
    private int line = -1;
    private Moment boundary = Moment.Never;
    private Moment kept = Moment.Earliest;
    private AccountFold? fold;

    /// <summary>Why an event is rejected that lies before the account's opening.</summary>
    internal static Fault TooEarly { get; } = new(Code.BeforeOpening, FaultKind.BeforeOpening);

    private static readonly Fault NotOpened = new(Code.NotOpened, FaultKind.NotOpened);

    public CanonicalFold(ReplayContext context, int number, ReplayWatch? watch)
    {
        (this.context, this.watch, window) = (context, watch, context);
        account = new AccountId(context.Accounts.Text(number));
        symbols = new Symbols(context.Seed);
    }

    public CanonicalFold(AccountLife life, ReplayWatch? watch)
        : this(life.Named, life.Number, watch) => account = life.Account ?? account;

    /// <summary>The account.</summary>
    public AccountId Account => account;

    /// <summary>Events that were no good.</summary>
    public ImmutableArray<Rejection> Rejections => [.. rejections];

    /// <summary>The account as it was folded; null where it is not open.</summary>
    public AccountFold? Fold => fold;

    /// <summary>What its voids take back.</summary>
    public Voids Voids => voids;

    /// <summary>What the comparisons of its cycles come to that no event of its own says.</summary>
    public IReadOnlyList<Compared> Compared { get; init; } = [];

    /// <summary>What came of the account.</summary>
    public Yield Came { get; } = new();

    /// <summary>The last instant of which it took account.</summary>
    public Moment Settled { get; private set; }

    /// <summary>Folds a set that holds the whole life.</summary>
    public void Run(int number)
    {
        var places = CanonicalOrder.Sort(context, number);
        if (FindOpening(places) is { } profile)
        {
            Open(profile, context.Until);
            Compare(places);
        }
        Take(context, places);
        Finish(null);
    }

    /// <summary>Folds a life window by window.</summary>
    /// <exception cref="Keeping.BadSnapshotException">Its checkpoints are no good; without them it can be folded.</exception>
    public void Run(AccountLife life)
    {
        var places = CanonicalOrder.Sort(context, life.Number);
        if (FindOpening(places) is { } profile)
        {
            if (life.Before.IsEmpty)
                Open(profile, Moment.Max(context.Until, profile.Versions.Max(profile.From)));
            else
                GoOn(life);
            Compare(places);
        }
        foreach (var set in life.Windows)
        {
            var next = context.Over(set);
            Take(next, CanonicalOrder.Sort(next, life.Number), life.Cut);
        }
        Finish(life.Cut);
    }

    /// <summary>What is wrong with an account whose totals no number holds.</summary>
    public Rejection LeftOut() =>
        new(at.File, at.Line, new Fault(Code.Overflow, FaultKind.Overflow, account.Text));

    /// <summary>The statements of the cycles that began from an instant on, beside all else that came of the account.</summary>
    public ImmutableArray<Effect> Outcome(Moment from)
    {
        if (fold is null)
            return [];
        var profile = fold.Profile;
        var statements = Came
            .Ended.Where(cycle => cycle.Cycle.From >= from)
            .Select(cycle =>
                Stating.State(
                    profile,
                    cycle,
                    fold.Decisions,
                    context.Rates,
                    fold.Shared.Charged,
                    fold.Shared.Uncounted
                )
            )
            .ToArray();
        foreach (var each in Came.Decided)
            if (!statements.Any(statement => IsDecided(statement, profile, each)))
                Came.Said.Add(Unmatched(each));
        return
        [
            .. statements
                .Concat(Came.Said)
                .OrderBy(effect => effect.Time)
                .Append(new WalletBalance(context.Until, account, new(fold.Shared.Wallet.Balance))),
        ];
    }

    private Unmatched Unmatched(DecidedCharge each) =>
        new(
            each.Time,
            account,
            each.File,
            each.Line,
            Fault.Unmatched(FaultKind.NoLine, each.Cycle, each.Clause.Slug)
        );

    private static bool IsDecided(Statement statement, Profile profile, DecidedCharge decided) =>
        statement.Lines.Any(line => line.Clause == decided.Clause)
        && profile.Calendar.CycleAt(statement.From).Name == decided.Cycle;

    /// <summary>Opens the account. A life is folded under versions to come as well, so that its checkpoints last beyond them.</summary>
    private void Open(Profile profile, Moment until)
    {
        fold = new AccountFold(context.Rules, profile, new Shared(symbols), until);
        boundary = profile.Calendar.CycleAt(profile.Opened).To;
        watch?.Begin(fold);
        watch?.Next(fold, opened);
    }

    /// <summary>What comparisons of cycles that end later come to is known before: events that say so decide, whenever they stand.</summary>
    private void Compare(List<RecordPlace> places)
    {
        fold!.Compared.Fill(
            Comparisons.Of(context, places, fold.Profile, Compared),
            Moment.Max(last, fold.Profile.Opened)
        );
        fold.KnownStanding?.Renew();
    }

    private void GoOn(AccountLife life)
    {
        var from = life.Before[^1];
        fold = KeptFold.Restore(context, from, opening, watch);
        foreach (var checkpoint in life.Before)
            KeptFold.Read(checkpoint, fold.Profile, before);
        (last, line, kept) = (from.Last, from.Line, from.Last);
        boundary = fold.Profile.Calendar.CycleAt(from.At).To;
    }

    private void Take(ReplayContext next, List<RecordPlace> places, Action<Checkpoint>? cut = null)
    {
        window = next;
        foreach (var place in places)
        {
            if (place.Time >= boundary)
                Pass(place.Time, cut);
            (last, line) = (place.Time, Math.Max(line, HeadOf(place).Line));
            Take(place);
        }
    }

    private void Take(RecordPlace place)
    {
        ref readonly var head = ref HeadOf(place);
        var isOpening = head.Type == (int)Kind.Opened;
        if (fold is null)
        {
            if (!isOpening)
                Reject(place, NotOpened);
            return;
        }
        if (isOpening && (opening == new RecordMark(head) || refused.Contains(new(head))))
            return;
        if (voids.TakesBack(window, place, fold.Profile))
        {
            watch?.TakenBack(head);
            return;
        }
        at = new(head);
        if (place.Time < fold.Profile.Opened)
        {
            Reject(place, TooEarly);
            return;
        }
        watch?.Reach(fold, place.Time);
        watch?.Next(fold, head);
        Apply(fold, place);
    }

    private void Apply(AccountFold fold, RecordPlace place)
    {
        var batch = window.Set.Batch(place.Batch);
        if (fold.Read(batch, place.Offset, place.Time) is { } fault)
        {
            Reject(place, fault);
            return;
        }
        watch?.Counts(fold, batch, place.Offset);
        if (HeadOf(place).Type == (int)Kind.Asked)
            Ask(fold, place);
        else
            ApplyTo(fold, place);
    }

    private void ApplyTo(AccountFold fold, RecordPlace place)
    {
        var (e, texts) = (fold.Event, fold.Shared.Symbols);
        if (e.Type?.Index == (int)Kind.Voided)
            Void(fold, place);
        if (e.Type?.Index == (int)Kind.FindingMade)
            fold.Standing.Voided.Name = voids.NameIfNamed(window, place);
        var unmatched = fold.Apply();
        if (e.Type?.Index is (int)Kind.Waived or (int)Kind.Confirmed && fold.HasDecided)
            since.Decided.Add(
                new DecidedCharge(
                    new ClauseId(texts.Text(e[ChargeSlot.Clause])),
                    texts.Text(e[ChargeSlot.Cycle]),
                    place.Time,
                    HeadOf(place).File,
                    HeadOf(place).Line
                )
            );
        // A void acts by its name, also when the account has ended.
        if (unmatched is not null && e.Type?.Index != (int)Kind.Voided)
            Unmatch(fold, place, unmatched);
    }

    /// <summary>A void takes back what it names, whenever that happened; a finding stands until the void.</summary>
    private void Void(AccountFold fold, RecordPlace place)
    {
        var (e, texts) = (fold.Event, fold.Shared.Symbols);
        if (voids.Found(e, texts, fold.Profile))
            return;
        switch (voids.ActNamedBy(e, texts, fold.Profile))
        {
            case null:
                Unmatch(fold, place, Fault.Unmatched(FaultKind.NothingToVoid));
                break;
            case Kind.FindingMade:
                fold.VoidFinding((texts.Text(e[VoidSlot.Source]), texts.Text(e[VoidSlot.Id])));
                break;
            default:
                fold.Standing.Refuse(e, Unmet.Kind);
                break;
        }
    }

    private void Ask(AccountFold fold, RecordPlace place)
    {
        if (fold.Asked() is not { } asked)
        {
            Unmatch(fold, place, Engine.HasEnded);
            return;
        }
        var id = Encoding.UTF8.GetString(Record.Id(window.Set.Batch(place.Batch), place.Offset));
        var goingOn = context.GoingOn?.GetValueOrDefault(id) ?? 0;
        asked.Say(Gatekeeper.Decide(asked, fold.Event, id, goingOn));
    }

    /// <summary>An event comes of a later cycle than the one before it.</summary>
    private void Pass(Moment time, Action<Checkpoint>? cut)
    {
        Cut(cut);
        boundary = fold!.Profile.Calendar.CycleAt(time).To;
    }

    /// <summary>Gives a checkpoint, and begins afresh to note what comes.</summary>
    private void Cut(Action<Checkpoint>? cut)
    {
        if (cut is null)
            return;
        since.Take(fold!.Shared);
        cut(
            KeptFold.Keep(context, fold, since, opening, watch) with
            {
                At = boundary,
                Last = last,
                Line = line,
                Moves = fold.Shared.Wallet.Moves,
                Versions = fold.Known,
            }
        );
        before.Add(since);
        since.Clear();
    }

    private void Finish(Action<Checkpoint>? cut)
    {
        if (fold is null)
            return;
        if (boundary <= context.EventsBefore && last != kept)
            Cut(cut);
        at = opening;
        watch?.Reach(fold, context.Until);
        var due = fold.NextBoundary;
        fold.Advance(context.Until, Moment.Min(context.Until, context.EventsBefore));
        Settled = due < context.Until ? context.Until.Previous : last;
        since.Take(fold.Shared);
        Came.Add(before);
        Came.Add(since);
    }

    /// <summary>The first opening that is not taken back and no fault stands against; null where there is none.</summary>
    private Profile? FindOpening(List<RecordPlace> places)
    {
        voids = Voids.Of(context, places, symbols);
        // What an opening says is in the profile: its texts are no symbols of the account.
        var (e, texts) = (new Event(), new Symbols(context.Seed));
        foreach (var place in places)
        {
            if (HeadOf(place).Type != (int)Kind.Opened || voids.NamesAnywhen(context, place))
                continue;
            e.Read(
                context.Set.Batch(place.Batch),
                place.Offset,
                context.Rules.Shelf.Catalogue,
                texts,
                context.Rules.AllTexts
            );
            opened = HeadOf(place);
            if (
                Opening.Read(context.Rules.Shelf, account, e, texts, out var profile)
                is not { } fault
            )
            {
                opening = new RecordMark(opened);
                return profile;
            }
            Reject(place, fault);
            refused.Add(new RecordMark(opened));
        }
        return null;
    }

    private ref readonly RecordHead HeadOf(RecordPlace place) =>
        ref Record.Head(window.Set.Batch(place.Batch), place.Offset);

    private void Reject(RecordPlace place, Fault fault) =>
        rejections.Add(new Rejection(HeadOf(place).File, HeadOf(place).Line, fault));

    private void Unmatch(AccountFold fold, RecordPlace place, Fault why) =>
        fold.Shared.Effects.Add(
            new Unmatched(place.Time, account, HeadOf(place).File, HeadOf(place).Line, why)
        );
}

/// <summary>What one record is known by, in whatever batch it lies.</summary>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line.</param>
/// <param name="Key">The hash of its name.</param>
internal readonly record struct RecordMark(int File, int Line, ulong Key)
{
    /// <summary>The mark of a record.</summary>
    public RecordMark(in RecordHead head)
        : this(head.File, head.Line, head.Key) { }
}
