using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
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
    private readonly Event e = new();
    private readonly List<Rejection> rejections = [];
    private readonly ChargeDecisions decisions = new();
    private readonly List<(string Clause, string Cycle, RecordPlace Place)> decided = [];
    private readonly HashSet<RecordPlace> refused = [];
    private Voids voids = Voids.None;
    private RecordPlace at;
    private Shared shared;
    private uint[] wanted = [];

    private AccountReplay(ReplayContext context, int number)
    {
        this.context = context;
        account = context.Accounts.Text(number);
        symbols = new Symbols(context.Seed);
        shared = new Shared(symbols);
    }

    /// <summary>Replays an account.</summary>
    /// <param name="context">The stream that it belongs to.</param>
    /// <param name="number">The account's number in the stream.</param>
    public static AccountOutcome Run(ReplayContext context, int number)
    {
        var replay = new AccountReplay(context, number);
        try
        {
            return replay.Run(CanonicalOrder.Sort(context, number));
        }
        catch (OverflowException)
        {
            return replay.LeaveOut();
        }
    }

    /// <summary>What an account comes to whose totals no number holds; its other rejections stand.</summary>
    private AccountOutcome LeaveOut()
    {
        Reject(at, $"the totals of account {account} pass every bound; it is left out");
        return new AccountOutcome([], [.. rejections]);
    }

    private AccountOutcome Run(List<RecordPlace> places)
    {
        voids = Voids.Of(context, places, symbols);
        var opening = FindOpening(places, out var profile);
        if (profile is null)
        {
            foreach (var place in places)
                if (HeadOf(place).Type != (int)Kind.Opened)
                    Reject(place, "there is no account.opened before it");
            return new AccountOutcome([], [.. rejections]);
        }
        var states = Open(profile);
        wanted = WantedBy(states);
        Fold(states, places, opening, profile);
        at = places[opening];
        foreach (var state in states)
        {
            Speak(states, context.Until - 1);
            Engine.Advance(state, context.Until);
        }
        return new AccountOutcome(Outcome(profile), [.. rejections]);
    }

    /// <summary>A state for each version that speaks or states a cycle: the first cycle began before the opening.</summary>
    private AccountState[] Open(Profile profile)
    {
        var firstCycle = profile.Calendar.CycleAt(profile.Opened);
        var first = Array.IndexOf([.. profile.Versions], profile.InForce(firstCycle.From));
        var last = Array.IndexOf(
            [.. profile.Versions],
            profile.InForce(Math.Max(context.Until, profile.Opened))
        );
        return
        [
            .. profile
                .Versions[first..(last + 1)]
                .Select(version => new AccountState(
                    version,
                    context.DispatchOf(version),
                    profile,
                    shared
                )),
        ];
    }

    /// <summary>The texts that any of the versions reads: all of them fold every event.</summary>
    private static uint[] WantedBy(AccountState[] states) =>
        states
            .Select(state => state.Dispatch.Wanted)
            .Aggregate((all, next) => [.. all.Zip(next, (left, right) => left | right)]);

    private void Fold(AccountState[] states, List<RecordPlace> places, int opening, Profile profile)
    {
        for (var i = 0; i < places.Count; i++)
        {
            var policy = states[^1].Policy;
            if (i == opening || refused.Count > 0 && refused.Contains(places[i]))
                continue;
            if (voids.TakesBack(context, places[i], policy, profile.Opened))
                continue;
            at = places[i];
            if (places[i].Time < profile.Opened)
                Reject(places[i], "it happened before account.opened");
            else
                Apply(states, places[i]);
        }
    }

    private void Apply(AccountState[] states, RecordPlace place)
    {
        var speaking = Speak(states, place.Time);
        var batch = context.Set.Batch(place.Batch);
        e.Read(batch, place.Offset, context.Shelf.Catalogue, symbols, wanted);
        if (Faults.Of(speaking, e) is { } fault)
        {
            Reject(place, fault);
            return;
        }
        if (HeadOf(place).Type == (int)Kind.Asked)
            Ask(speaking, place);
        else
            ApplyTo(states, speaking, place);
    }

    private void ApplyTo(AccountState[] states, AccountState speaking, RecordPlace place)
    {
        if (e.Type?.Index is (int)Kind.Waived or (int)Kind.Confirmed)
        {
            Decide(place);
            return;
        }
        if (e.Type?.Index == (int)Kind.Voided && !voids.Found(e, symbols))
            Unmatch(place, "the event to void is not there, or cannot be voided");
        foreach (var state in states)
            if (Engine.Apply(state, e) is { } unmatched && state == speaking)
                Unmatch(place, unmatched);
    }

    private void Ask(AccountState speaking, RecordPlace place)
    {
        Engine.Advance(speaking, e.Time);
        if (e.Time >= speaking.Purge)
        {
            Unmatch(place, "the account has ended");
            return;
        }
        var id = Encoding.UTF8.GetString(Record.Id(context.Set.Batch(place.Batch), place.Offset));
        speaking.Say(Gatekeeper.Decide(speaking, e, id));
    }

    private void Decide(RecordPlace place)
    {
        var (clause, cycle) = (
            symbols.Text(e[ChargeSlot.Clause]),
            symbols.Text(e[ChargeSlot.Cycle])
        );
        if (e.Type!.Index == (int)Kind.Waived)
            decisions.Waive(clause, cycle);
        else
            decisions.Confirm(clause, cycle);
        decided.Add((clause, cycle, place));
    }

    /// <summary>Lets the version in force at an instant speak, and returns its state.</summary>
    private static AccountState Speak(AccountState[] states, long time)
    {
        if (states.Length == 1)
            return states[0];
        var inForce = states[0].Profile.InForce(time);
        foreach (var state in states)
            state.Speaks = state.Policy == inForce;
        return Array.Find(states, state => state.Speaks) ?? states[0];
    }

    private ImmutableArray<Effect> Outcome(Profile profile)
    {
        var statements = shared
            .Cycles.Select(cycle => Stating.State(profile, cycle, decisions, context.Rates))
            .ToArray();
        foreach (var (clause, cycle, place) in decided)
            if (!statements.Any(statement => IsDecided(statement, profile, clause, cycle)))
                Unmatch(place, $"no statement has a line of {clause} for the cycle {cycle}");
        return
        [
            .. statements
                .Concat(shared.Effects)
                .OrderBy(effect => effect.Time)
                .Append(
                    new WalletBalance(context.Until, account, shared.Wallet.Balance.ToString())
                ),
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

    private int FindOpening(List<RecordPlace> places, out Profile? profile)
    {
        profile = null;
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
                context.Shelf.Catalogue,
                symbols,
                context.AllTexts
            );
            if (Opening.Read(context, account, e, symbols, out profile) is not { } fault)
                return i;
            Reject(places[i], fault);
            refused.Add(places[i]);
        }
        return -1;
    }

    private ref readonly RecordHead HeadOf(RecordPlace place) =>
        ref Record.Head(context.Set.Batch(place.Batch), place.Offset);

    private void Reject(RecordPlace place, string reason) =>
        rejections.Add(new Rejection(HeadOf(place).File, HeadOf(place).Line, reason));

    private void Unmatch(RecordPlace place, string reason) =>
        shared.Effects.Add(
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
/// <param name="Reason">What is wrong.</param>
public sealed record Rejection(int File, int Line, string Reason);
