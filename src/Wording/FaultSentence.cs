using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using static Evenhand.Core.Codes.FaultKind;

namespace Evenhand.Wording;

/// <summary>The sentence, without its full stop, that says why something is no good or found nothing to act on.</summary>
public static class FaultSentence
{
    /// <summary>For whoever sent it.</summary>
    public static string Of(Fault fault) =>
        fault.Kind switch
        {
            Told => fault.Name,
            >= Voided => OfKept(fault),
            >= AccountEnded => OfUnmatched(fault),
            >= NoMessage => OfAct(fault),
            >= WrongFlag => OfField(fault),
            >= IdWithBlank => OfName(fault),
            >= NoData => OfData(fault),
            _ => OfLine(fault),
        };

    /// <summary>What the catalogue knows no such thing of.</summary>
    public static string Of(OddName odd) =>
        odd.Kind switch
        {
            OddNameKind.Type => $"event type {odd.Name}",
            OddNameKind.Field => $"field {odd.Name} of {odd.Type}",
            OddNameKind.Attribute =>
                $"attribute {odd.Name} of {odd.Type}, whose data stands in `data`",
            _ => "(others)",
        };

    private static string OfLine(Fault fault) =>
        fault.Kind switch
        {
            NotUtf8 => "not valid UTF-8",
            HalfSurrogate => "not valid text: half of a surrogate pair",
            TooDeep => $"nested deeper than {fault.Wanted} levels at column {fault.Name}",
            NotJsonAtColumn => $"not valid JSON at column {fault.Name}",
            NotJsonAtByte => $"not valid JSON at byte {fault.Name}",
            NotAnObject => "not a JSON object",
            SeveralValues => "more than one JSON value on the line",
            AttributeTwice => $"the attribute {fault.Name} stands twice",
            FieldTwice => $"the field {fault.Name} stands twice",
            DataNotObject => "data is not an object",
            DataTwice => "data and data_base64 both stand there",
            Base64NotText => "data_base64 is not a text",
            SpecVersion => "specversion is not \"1.0\"",
            NotAName => $"{fault.Name} is not a text of 1 to {fault.Wanted} bytes",
            NotATime => "time is not an RFC 3339 instant such as 2026-01-31T09:30:00Z",
            TimeTooFar => "time is beyond the year 2199",
            AttributeMissing => $"the attribute {fault.Name} is missing",
            _ => throw Unknown(fault),
        };

    private static string OfData(Fault fault) =>
        fault.Kind switch
        {
            NoData => $"{fault.Of} has no data",
            OtherData => "data_base64 is not JSON, as datacontenttype says; other data is not read",
            NotBase64 => "data_base64 is not Base64",
            Base64NotUtf8 => "data_base64 is not valid UTF-8",
            Base64NotJson => "data_base64 is not valid JSON",
            Base64NotObject => "data_base64 is not an object",
            NoAct => "gate.asked names no act",
            UnknownAct => $"the catalogue knows no act {fault.Name}",
            AskOfAsk => "an ask cannot be asked about",
            WithNotObject => "with is not an object",
            NotAcknowledged => "acknowledged is not true or false",
            NoBase => "fx.published has no base currency",
            NoDate => "fx.published has no date such as 2026-01-31",
            NoRates => "fx.published has no rates",
            PublishedNotTime => "published of fx.published is not an RFC 3339 instant",
            NotACurrency => $"{fault.Name} is no currency such as USD",
            NotARate => $"the rate of {fault.Name} is not a positive decimal",
            RateTwice => $"the rate of {fault.Name} stands twice",
            TooManyRates => $"fx.published has more than {fault.Wanted} rates",
            _ => throw Unknown(fault),
        };

    private static string OfName(Fault fault) =>
        fault.Kind switch
        {
            IdWithBlank => Unfit("begins or ends with a blank"),
            IdWithControl => Unfit("holds a control character"),
            IdOfDots => Unfit($"is {fault.Name}, which addresses leave out"),
            OtherOfThatName =>
                "its source and id belong to an earlier event that says something else",
            BeforeOpening => "it happened before account.opened",
            NotOpened => "there is no account.opened before it",
            FarAhead =>
                "ignored: it lies more than 366 days behind the event before it, or behind one that does; --until takes it in",
            _ => throw Unknown(fault),
        };

    private static string Unfit(string what) =>
        $"the account's id {what}; no new account may be called so";

    private static string OfField(Fault fault) =>
        fault.Kind switch
        {
            WrongFlag => Wrong(fault, "true or false"),
            WrongCount => Wrong(fault, "a whole number that is not negative"),
            WrongQuantity => Wrong(
                fault,
                $"a number of {fault.Wanted} that is not negative, with at most 3 decimals"
            ),
            WrongMoney => Wrong(
                fault,
                "a sum of money that is not negative, as a decimal with at most 12 decimals"
            ),
            WrongTime => Wrong(fault, "an RFC 3339 instant"),
            WrongMessage => Wrong(fault, "a text"),
            WrongText => Wrong(fault, "a text of at most 4,096 bytes"),
            WrongTexts => Wrong(fault, "a list of texts, none of them blank"),
            WrongObject => Wrong(fault, "an object"),
            Blank => $"{fault.Name} of {fault.Of} is blank",
            WrongChoice => Wrong(fault, $"one of {fault.Wanted}"),
            NoField => $"{fault.Of} has no {fault.Name}",
            NoPolicy => $"there is no policy {fault.Name}; there are {fault.Wanted}",
            NotACurrencyCode => $"currency {fault.Name} is no ISO 4217 code",
            NotBilledIn => $"{fault.Of} is not billed in {fault.Name} but in {fault.Wanted}",
            NoTimeZone => $"time_zone {fault.Name} is no IANA time zone",
            NotACycleDay => "cycle_day is not a day from 1 to 31",
            NoPlan => $"there is no plan {fault.Name}; there are {fault.Wanted}",
            PlanNeeded => $"{fault.Of} needs a plan: {fault.Wanted}",
            _ => throw Unknown(fault),
        };

    private static string Wrong(Fault fault, string wanted) =>
        $"{fault.Name} of {fault.Of} is not {wanted}";

    private static string OfAct(Fault fault) =>
        fault.Kind switch
        {
            NoMessage => $"{fault.Of} has neither text, nor characters with encoding, nor segments",
            WalletCurrency => $"the wallet is kept in {fault.Wanted}, not in {fault.Name}",
            FeeCurrency => $"{fault.Of} passes fees in {fault.Wanted} through, not in {fault.Name}",
            _ => throw Unknown(fault),
        };

    private static string OfUnmatched(Fault fault) =>
        fault.Kind switch
        {
            AccountEnded => "the account has ended",
            NothingToVoid => "the event to void is not there, or cannot be voided",
            NoLine => $"no statement has a line of {fault.Of} for the cycle {fault.Name}",
            OpenAlready => "the account is open already",
            EndedAlready => "the contract has ended already",
            NoSuchPlan => $"there is no plan {fault.Name}",
            NoAddOn => $"there is no add-on {fault.Name}",
            AddOnNotHeld => $"the add-on {fault.Name} is not held",
            NoLimit => $"there is no limit {fault.Name} to set",
            NoClause => $"there is no clause {fault.Name}",
            NoClauseOf => $"{fault.Of} has no clause {fault.Name}, so that it has no effect",
            NoCycle => $"no cycle of the account begins on {fault.Name}, so that it has no effect",
            TooLateToExcept => "an exception is granted before its interval or not at all",
            ThingThere => $"the {fault.Of} is there already",
            ContractEnded => "the contract has ended",
            NoThing => $"there is no {fault.Of} of that name",
            NoThingButActs =>
                $"there is no {fault.Of} of that name; only what the act says itself is counted",
            LimitReached => "refused: the limit is still reached",
            ContractGoesOn => "the contract has not ended",
            TooLateToExport => "refused: too late for an export",
            _ => throw Unknown(fault),
        };

    private static string OfKept(Fault fault) =>
        fault.Kind switch
        {
            Voided => "it was taken back by a usage.voided",
            NoType => "the catalogue does not know its type, whose name was not kept",
            NoRule => "no rule of the policy looks at events of this type",
            NoCondition => "rules look at events of this type, and it meets the condition of none",
            NotYet => "it lies after the present",
            OtherRates =>
                "rates of the same date, published at the same instant, say something else; the last in canonical order hold",
            Overflow => $"the totals of account {fault.Name} pass every bound; it is left out",
            _ => throw Unknown(fault),
        };

    private static InvalidOperationException Unknown(Fault fault) =>
        new($"a fault of no known kind: {fault.Kind}");
}
