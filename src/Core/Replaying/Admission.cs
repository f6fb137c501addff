using Evenhand.Core.Codes;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>What makes a well-formed event no good for the rules of an account.</summary>
public static class Admission
{
    /// <summary>Why an event is rejected under a version's rules; null where it is not.</summary>
    internal static Fault? Check(AccountState state, Event e)
    {
        if (e.Type is null)
            return null;
        if (e.Type.Index <= (int)Kind.Asked)
            return Missing(e)
                ?? TopUpCurrency(state, e)
                ?? OfStanding(state, e)
                ?? OfVault(state, e);
        var rules = state.Dispatch.ByType[e.Type.Index];
        if ((e.Bad & rules.Reads) is var bad && bad != 0)
            return Bad(e.Type, bad);
        if (e.IsAsk)
            return null;
        if ((rules.Required & ~e.Present) is var missing && missing != 0)
            return Lacks(e.Type, FirstField(e.Type, missing));
        return NoMessage(rules, e) ?? FeeCurrency(state, rules, e);
    }

    /// <summary>Why a built-in event is rejected.</summary>
    internal static Fault? Missing(Event e)
    {
        if (e.Bad != 0)
            return Bad(e.Type!, e.Bad);
        if (e.IsAsk)
            return null;
        return e.Type!.Missing(e.Present) is { } missing ? Lacks(e.Type, missing.Name) : null;
    }

    /// <summary>What a person decides says who and why, and neither is blank.</summary>
    private static Fault? OfStanding(AccountState state, Event e)
    {
        var answers = e.Type!.Index == (int)Kind.Exception && e.Has(ExceptionSlot.Request);
        if (!answers && !IsOfStanding(e.Type.Index))
            return null;
        if (answers && !e.Has(ExceptionSlot.By))
            return Lacks(e.Type, "by");
        if (
            e.Type.Index == (int)Kind.AppealDecided
            && e[StandingTypes.VerdictSlot.Outcome] == (int)Effects.Verdict.Changed
            && !e.Has(StandingTypes.VerdictSlot.To)
        )
            return Lacks(e.Type, "to");
        foreach (var field in e.Type.Fields)
            if (field.Name is "by" or "reason" && IsBlank(state, e, field))
                return new Fault(Code.WrongField, FaultKind.Blank, field.Name, e.Type.Name);
        return null;
    }

    /// <summary>A rule deletes or moves after a day at the soonest; who places a hold says why, and of nothing none is placed.</summary>
    private static Fault? OfVault(AccountState state, Event e)
    {
        var type = e.Type!;
        if (
            type.Index is (int)Kind.RetentionSet or (int)Kind.LifecycleSet
            && e.Has(VaultTypes.RuleSlot.After)
            && e[VaultTypes.RuleSlot.After] < 1
        )
            return WrongField(type, type.Fields[VaultTypes.RuleSlot.After]);
        if (
            type.Index == (int)Kind.HoldPlaced
            && e.Has(VaultTypes.HoldSlot.Objects)
            && IsBlank(state, e, type.Fields[VaultTypes.HoldSlot.Objects])
        )
            return WrongField(type, type.Fields[VaultTypes.HoldSlot.Objects]);
        if (!IsOfKeepers(type.Index))
            return null;
        foreach (var field in type.Fields)
            if (field.Name is "by" or "reason" && IsBlank(state, e, field))
                return new Fault(Code.WrongField, FaultKind.Blank, field.Name, type.Name);
        return null;
    }

    private static bool IsBlank(AccountState state, Event e, Field field) =>
        e.Has(field.Slot) && string.IsNullOrWhiteSpace(state.Shared.Symbols.Text(e[field.Slot]));

    private static Fault Lacks(EventType type, string field) =>
        new(Code.MissingField, FaultKind.NoField, field, type.Name);

    private static Fault Bad(EventType type, uint bad)
    {
        var field = type.Fields[System.Numerics.BitOperations.TrailingZeroCount(bad)];
        return WrongField(type, field);
    }

    /// <summary>Says that a value is not what its field is.</summary>
    public static Fault WrongField(EventType type, Field field) =>
        new(Code.WrongField, KindOf(field), field.Name, type.Name, Wanted(field));

    /// <summary>Why a built-in event has no effect in any account, as far as its fields say; null where they do not.</summary>
    public static Fault? OfBuiltIn(EventType type, in RecordHead head)
    {
        if (head.Bad != 0)
            return Bad(type, head.Bad);
        return type.Missing(head.Present) is { } missing ? Lacks(type, missing.Name) : null;
    }

    private static string FirstField(EventType type, uint bits) =>
        type.Fields[System.Numerics.BitOperations.TrailingZeroCount(bits)].Name;

    private static FaultKind KindOf(Field field) =>
        field.Kind switch
        {
            FieldKind.Choice => FaultKind.WrongChoice,
            FieldKind.Flag => FaultKind.WrongFlag,
            FieldKind.Quantity => field.Unit!.Factor == 1
                ? FaultKind.WrongCount
                : FaultKind.WrongQuantity,
            FieldKind.Money => FaultKind.WrongMoney,
            FieldKind.Time => FaultKind.WrongTime,
            FieldKind.Message => FaultKind.WrongMessage,
            FieldKind.Texts => FaultKind.WrongTexts,
            FieldKind.Members => FaultKind.WrongObject,
            _ => FaultKind.WrongText,
        };

    private static string Wanted(Field field) =>
        field.Kind switch
        {
            FieldKind.Choice => string.Join(", ", field.Choices),
            FieldKind.Quantity => field.Unit!.Plural,
            _ => "",
        };

    private static Fault? NoMessage(TypeRules rules, Event e)
    {
        foreach (var (_, tap) in rules.Flows)
            if (
                tap.Measure is Measure.Message message
                && !Has(e, message.Segments)
                && !Has(e, message.Text)
                && !(Has(e, message.Characters) && Has(e, message.Encoding))
            )
                return new Fault(Code.MissingField, FaultKind.NoMessage, Of: e.Type!.Name);
        return null;
    }

    private static bool Has(Event e, int slot) => slot >= 0 && e.Has(slot);

    private static Fault? TopUpCurrency(AccountState state, Event e)
    {
        if (e.Type!.Index != (int)Kind.TopUp)
            return null;
        var currency = state.Shared.Symbols.Text(e[TopUpSlot.Currency]);
        return currency == state.Profile.Currency
            ? null
            : new Fault(
                Code.WrongCurrency,
                FaultKind.WalletCurrency,
                currency,
                Wanted: state.Profile.Currency
            );
    }

    private static Fault? FeeCurrency(AccountState state, TypeRules rules, Event e)
    {
        foreach (var (place, selection) in rules.PassThroughs)
        {
            var rule = state.Policy.PassThroughs[place];
            var currency = state.Shared.Symbols.Text(e[rules.Type.Slot(rule.Currency)]);
            if (currency != rule.In && Metering.Matching.All(selection.Conditions, e, null))
                return new Fault(
                    Code.WrongCurrency,
                    FaultKind.FeeCurrency,
                    currency,
                    state.Policy.Clauses.At(rule.Clause).Id.Slug,
                    rule.In
                );
        }
        return null;
    }
}
