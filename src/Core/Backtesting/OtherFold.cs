using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Backtesting;

/// <summary>
/// An account under the other version, folded beside itself. What people decided of what there was is taken as it was:
/// steps in force, the end of a contract by one, exceptions granted on request, comparisons with others.
/// </summary>
internal sealed class OtherFold
{
    private readonly AccountFold real;
    private readonly Queue<(Moment To, Compared What)> compared;
    private int heard;
    private bool hasEnded;

    /// <summary>The account as it opens, or as it is taken up.</summary>
    /// <param name="real">The account under the versions in force, as it opens or is taken up too.</param>
    /// <param name="rules">The other version.</param>
    /// <param name="from">From when on it is in force.</param>
    /// <param name="resumes">Whether it is taken up from a checkpoint, which it can be.</param>
    public OtherFold(AccountFold real, BacktestRules rules, Moment from, bool resumes)
    {
        this.real = real;
        Fold = Opened(real, rules, from);
        if (resumes)
            TakingUp.Over(Fold, real);
        compared = new(real.Compared.Ahead);
    }

    /// <summary>Whether the account can be taken up where it stands: each version has a state that it could go on from.</summary>
    public static bool Resumes(AccountFold real, BacktestRules rules, Moment from)
    {
        foreach (var state in Opened(real, rules, from).States)
            if (TakingUp.SourceOf(state.Policy, real.States) is null)
                return false;
        return true;
    }

    private static AccountFold Opened(AccountFold real, BacktestRules rules, Moment from)
    {
        var (book, profile) = rules.For(real.Profile, from);
        return new AccountFold(book, profile, new Shared(new Symbols()), from)
        {
            TakesNoSteps = true,
        };
    }

    /// <summary>The account under the other version.</summary>
    public AccountFold Fold { get; }

    /// <summary>Goes on to an instant to which the account itself has come.</summary>
    public void Follow(Moment time)
    {
        Fold.Shared.Restrictions = real.Shared.Restrictions;
        while (compared.TryPeek(out var next) && next.To <= time)
            Compare(compared.Dequeue());
        if (!hasEnded && EndOf(real) is var end && end <= time)
            End(end);
        var effects = real.Shared.Effects;
        for (; heard < effects.Count; heard++)
            if (effects[heard] is RequestChanged { State: RequestState.Granted } granted)
                Grant(granted);
    }

    /// <summary>Applies the event at hand, unless it is an act of somebody on where the account stands.</summary>
    public void Apply()
    {
        if (!IsOfStanding(Fold.Event))
            Fold.Apply();
    }

    private static bool IsOfStanding(Event e) =>
        e.Type is { } type
        && (
            BuiltIns.IsOfStanding(type.Index)
            || type.Index == (int)Kind.Exception && e.Has(ExceptionSlot.Request)
        );

    private void Compare((Moment To, Compared What) next)
    {
        Fold.Advance(next.To);
        var state = Fold.Speak(next.To);
        if (next.To < state.Purge)
            Comparing.Judge(state, next.What, state.Calendar.CycleAt(next.To.Previous));
    }

    /// <summary>The contract ended without an event of it; where an event ended it, both know.</summary>
    private void End(Moment end)
    {
        hasEnded = true;
        Fold.Advance(end);
        foreach (var state in Fold.States)
            if (state.ContractEnd == Moment.Never)
                Lifetime.End(state, end);
    }

    private static Moment EndOf(AccountFold fold)
    {
        var end = Moment.Earliest;
        foreach (var state in fold.States)
            end = Moment.Max(end, state.ContractEnd);
        return end;
    }

    private void Grant(RequestChanged granted)
    {
        foreach (var state in Fold.States)
            if (state.Policy.PlaceOf(granted.Clause) is { IsNone: false } place)
                state.Waivers.Grant(place, granted.From, granted.To, granted.Amount);
    }
}
