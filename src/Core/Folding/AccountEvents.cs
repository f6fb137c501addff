using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Folding;

/// <summary>What the events do that every account has, whatever its policy.</summary>
internal static class AccountEvents
{
    /// <summary>Applies a built-in event.</summary>
    /// <returns>Why it found nothing to act on; null where it did.</returns>
    public static Fault? Apply(AccountState state, Event e)
    {
        var unmatched = (Kind)e.Type!.Index switch
        {
            Kind.Opened => Fault.Unmatched(FaultKind.OpenAlready),
            Kind.Terminated => Terminate(state, e),
            Kind.Seats => SetSeats(state, e),
            Kind.Plan => ChoosePlan(state, e),
            Kind.AddOnAdded => AddOn(state, e, added: true),
            Kind.AddOnRemoved => AddOn(state, e, added: false),
            Kind.Limit => SetLimit(state, e),
            Kind.Exception => Grant(state, e),
            Kind.Report => Report(state, e),
            Kind.TopUp => TopUp(state, e),
            Kind.Compared => Compared(state, e),
            // Decisions on charges and voids concern the set of events; rates belong to no account.
            Kind.Waived or Kind.Confirmed or Kind.Voided or Kind.Rates or Kind.Asked => null,
            _ => throw new InvalidOperationException(
                $"a built-in event of no known kind: {e.Type.Name}"
            ),
        };
        if (unmatched is null)
            CapFold.Check(state, e.Time);
        return unmatched;
    }

    private static Fault? Terminate(AccountState state, Event e)
    {
        if (state.ContractEnd != Moment.Never)
            return Fault.Unmatched(FaultKind.EndedAlready);
        Lifetime.End(state, e.Time);
        return null;
    }

    /// <summary>Sets the licences; what was held until the cycle's first instant was held in no moment of it.</summary>
    private static Fault? SetSeats(AccountState state, Event e)
    {
        state.Seats.Set(e[SeatsSlot.Licensed], e[SeatsSlot.Restricted], e.Time);
        if (e.Time == state.Cycle.From)
            state.Seats.BeginCycle(state.Cycle);
        return null;
    }

    private static Fault? ChoosePlan(AccountState state, Event e)
    {
        var name = state.Shared.Symbols.Text(e[PlanSlot]);
        for (var place = 0; place < state.Policy.Plans.Length; place++)
        {
            if (state.Policy.Plans[place].Name != name)
                continue;
            var growth = state.Plan.Choose(place);
            if (state.Policy.Cap is { LiftedByUpgrade: true } && state.Cap!.Limit is not null)
                state.Cap.Raise((Int128)growth);
            return null;
        }
        return Fault.Unmatched(FaultKind.NoSuchPlan, name);
    }

    /// <summary>Adds or removes add-ons; what was held until the cycle's first instant was not held in it.</summary>
    private static Fault? AddOn(AccountState state, Event e, bool added)
    {
        var name = state.Shared.Symbols.Text(e[AddOnSlot.AddOn]);
        if (state.Policy.Catalogue.AddOn(name) is not { } addOn)
            return Fault.Unmatched(FaultKind.NoAddOn, name);
        if (added)
            state.AddOns.Add(new(addOn.Index), e[AddOnSlot.User]);
        else if (!state.AddOns.Remove(new(addOn.Index), e[AddOnSlot.User]))
            return Fault.Unmatched(FaultKind.AddOnNotHeld, name);
        if (e.Time == state.Cycle.From)
            state.AddOns.BeginCycle(state.Cycle);
        StockFold.Renew(state, e.Time);
        return null;
    }

    private static Fault? SetLimit(AccountState state, Event e)
    {
        var name = state.Shared.Symbols.Text(e[LimitSlot.Meter]);
        if (state.Policy.Cap?.SetAs != name)
            return Fault.Unmatched(FaultKind.NoLimit, name);
        var factor = state
            .Policy.Meters.At(state.Policy.Covers.At(state.Policy.Cap.Cover).Meter)
            .Unit.Factor;
        state.Cap!.Set(e.Has(LimitSlot.Amount) ? (Int128)e[LimitSlot.Amount] * factor : null);
        return null;
    }

    private static Fault? Grant(AccountState state, Event e)
    {
        var slug = state.Shared.Symbols.Text(e[ExceptionSlot.Clause]);
        var clause = state.Policy.PlaceOf(new ClauseId(slug));
        if (clause.IsNone)
            return Fault.Unmatched(FaultKind.NoClause, slug);
        if (state.Policy.ExceptionsOnlyBeforehand && e.Time > e.Instant(ExceptionSlot.From))
            return Fault.Unmatched(FaultKind.TooLateToExcept);
        decimal? amount = e.Has(ExceptionSlot.Amount) ? e.Money(ExceptionSlot.Amount) : null;
        state.Waivers.Grant(
            clause,
            e.Instant(ExceptionSlot.From),
            e.Instant(ExceptionSlot.To),
            amount
        );
        return null;
    }

    private static Fault? Report(AccountState state, Event e)
    {
        var slug = state.Shared.Symbols.Text(e[ReportSlot.Clause]);
        var clause = state.Policy.PlaceOf(new ClauseId(slug));
        if (clause.IsNone)
            return Fault.Unmatched(FaultKind.NoClause, slug);
        var by = state.Shared.Symbols.Text(e[ReportSlot.By]);
        var about = state.Shared.Symbols.Text(e[ReportSlot.About]);
        Judging.OpenCase(
            state,
            clause,
            e.Time,
            new Facts(
                FactKind.Report,
                [new NamedFigure(NamedFigure.By, by), new NamedFigure(NamedFigure.About, about)]
            )
        );
        return null;
    }

    /// <summary>It decided as its cycle ended, wherever it stands.</summary>
    private static Fault? Compared(AccountState state, Event e)
    {
        var slug = state.Shared.Symbols.Text(e[ComparedSlot.Clause]);
        return state.Policy.PlaceOf(new ClauseId(slug)).IsNone
            ? Fault.Unmatched(FaultKind.NoClause, slug)
            : null;
    }

    private static Fault? TopUp(AccountState state, Event e)
    {
        if (!state.Speaks)
            return null;
        var amount = e.Money(TopUpSlot.Amount);
        state.Shared.Wallet.TopUp(amount);
        state.Watcher?.ToppedUp(state, amount);
        return null;
    }
}
