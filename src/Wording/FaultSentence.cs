using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using static Evenhand.Core.Codes.FaultKind;

namespace Evenhand.Wording;

/// <summary>The sentence, without its full stop, that says why something is no good or found nothing to act on.</summary>
public static class FaultSentence
{
    /// <summary>For whoever sent it.</summary>
    public static string Of(Fault fault) => Of(fault, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Fault fault, Language say) =>
        fault.Kind switch
        {
            Told => say[fault.Name],
            >= Voided => OfKept(fault, say),
            >= AccountEnded => OfUnmatched(fault, say),
            >= NoMessage => OfAct(fault, say),
            >= WrongFlag => OfField(fault, say),
            >= IdWithBlank => OfName(fault, say),
            >= NoData => OfData(fault, say),
            _ => OfLine(fault, say),
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

    private static string OfLine(Fault fault, Language say) =>
        fault.Kind switch
        {
            NotUtf8 => say["not valid UTF-8"],
            HalfSurrogate => say["not valid text: half of a surrogate pair"],
            TooDeep => say["nested deeper than {0} levels at column {1}", fault.Wanted, fault.Name],
            NotJsonAtColumn => say["not valid JSON at column {0}", fault.Name],
            NotJsonAtByte => say["not valid JSON at byte {0}", fault.Name],
            NotAnObject => say["not a JSON object"],
            SeveralValues => say["more than one JSON value on the line"],
            AttributeTwice => say["the attribute {0} stands twice", fault.Name],
            FieldTwice => say["the field {0} stands twice", fault.Name],
            DataNotObject => say["data is not an object"],
            DataTwice => say["data and data_base64 both stand there"],
            Base64NotText => say["data_base64 is not a text"],
            SpecVersion => say["specversion is not \"1.0\""],
            NotAName => say["{0} is not a text of 1 to {1} bytes", fault.Name, fault.Wanted],
            NotATime => say["time is not an RFC 3339 instant such as 2026-01-31T09:30:00Z"],
            TimeTooFar => say["time is beyond the year 2199"],
            AttributeMissing => say["the attribute {0} is missing", fault.Name],
            _ => throw Unknown(fault),
        };

    private static string OfData(Fault fault, Language say) =>
        fault.Kind switch
        {
            NoData => say["{0} has no data", fault.Of],
            OtherData => say[
                "data_base64 is not JSON, as datacontenttype says; other data is not read"
            ],
            NotBase64 => say["data_base64 is not Base64"],
            Base64NotUtf8 => say["data_base64 is not valid UTF-8"],
            Base64NotJson => say["data_base64 is not valid JSON"],
            Base64NotObject => say["data_base64 is not an object"],
            NoAct => say["gate.asked names no act"],
            UnknownAct => say["the catalogue knows no act {0}", fault.Name],
            AskOfAsk => say["an ask cannot be asked about"],
            WithNotObject => say["with is not an object"],
            NotAcknowledged => say["acknowledged is not true or false"],
            NoBase => say["fx.published has no base currency"],
            NoDate => say["fx.published has no date such as 2026-01-31"],
            NoRates => say["fx.published has no rates"],
            PublishedNotTime => say["published of fx.published is not an RFC 3339 instant"],
            NotACurrency => say["{0} is no currency such as USD", fault.Name],
            NotARate => say["the rate of {0} is not a positive decimal", fault.Name],
            RateTwice => say["the rate of {0} stands twice", fault.Name],
            TooManyRates => say["fx.published has more than {0} rates", fault.Wanted],
            _ => throw Unknown(fault),
        };

    private static string OfName(Fault fault, Language say) =>
        fault.Kind switch
        {
            IdWithBlank => Unfit(say["begins or ends with a blank"], say),
            IdWithControl => Unfit(say["holds a control character"], say),
            IdOfDots => Unfit(say["is {0}, which addresses leave out", fault.Name], say),
            OtherOfThatName => say[
                "its source and id belong to an earlier event that says something else"
            ],
            BeforeOpening => say["it happened before account.opened"],
            NotOpened => say["there is no account.opened before it"],
            FarAhead => say[
                "ignored: it lies more than 366 days behind the event before it, or behind one that does; --until takes it in"
            ],
            _ => throw Unknown(fault),
        };

    private static string Unfit(string what, Language say) =>
        say["the account's id {0}; no new account may be called so", what];

    private static string OfField(Fault fault, Language say) =>
        fault.Kind switch
        {
            WrongFlag => Wrong(fault, say["true or false"], say),
            WrongCount => Wrong(fault, say["a whole number that is not negative"], say),
            WrongQuantity => Wrong(
                fault,
                say["a number of {0} that is not negative, with at most 3 decimals", fault.Wanted],
                say
            ),
            WrongMoney => Wrong(
                fault,
                say["a sum of money that is not negative, as a decimal with at most 12 decimals"],
                say
            ),
            WrongTime => Wrong(fault, say["an RFC 3339 instant"], say),
            WrongMessage => Wrong(fault, say["a text"], say),
            WrongText => Wrong(fault, say["a text of at most 4,096 bytes"], say),
            WrongTexts => Wrong(fault, say["a list of texts, none of them blank"], say),
            WrongObject => Wrong(fault, say["an object"], say),
            Blank => say["{0} of {1} is blank", fault.Name, fault.Of],
            WrongChoice => Wrong(fault, say["one of {0}", fault.Wanted], say),
            NoField => say["{0} has no {1}", fault.Of, fault.Name],
            NoPolicy => say["there is no policy {0}; there are {1}", fault.Name, fault.Wanted],
            NotACurrencyCode => say["currency {0} is no ISO 4217 code", fault.Name],
            NotBilledIn => say[
                "{0} is not billed in {1} but in {2}",
                fault.Of,
                fault.Name,
                fault.Wanted
            ],
            NoTimeZone => say["time_zone {0} is no IANA time zone", fault.Name],
            NotACycleDay => say["cycle_day is not a day from 1 to 31"],
            NoPlan => say["there is no plan {0}; there are {1}", fault.Name, fault.Wanted],
            PlanNeeded => say["{0} needs a plan: {1}", fault.Of, fault.Wanted],
            _ => throw Unknown(fault),
        };

    private static string Wrong(Fault fault, string wanted, Language say) =>
        say["{0} of {1} is not {2}", fault.Name, fault.Of, wanted];

    private static string OfAct(Fault fault, Language say) =>
        fault.Kind switch
        {
            NoMessage => say[
                "{0} has neither text, nor characters with encoding, nor segments",
                fault.Of
            ],
            WalletCurrency => say[
                "the wallet is kept in {0}, not in {1}",
                fault.Wanted,
                fault.Name
            ],
            FeeCurrency => say[
                "{0} passes fees in {1} through, not in {2}",
                fault.Of,
                fault.Wanted,
                fault.Name
            ],
            _ => throw Unknown(fault),
        };

    private static string OfUnmatched(Fault fault, Language say) =>
        fault.Kind switch
        {
            AccountEnded => say["the account has ended"],
            NothingToVoid => say["the event to void is not there, or cannot be voided"],
            NoLine => say["no statement has a line of {0} for the cycle {1}", fault.Of, fault.Name],
            OpenAlready => say["the account is open already"],
            EndedAlready => say["the contract has ended already"],
            NoSuchPlan => say["there is no plan {0}", fault.Name],
            NoAddOn => say["there is no add-on {0}", fault.Name],
            AddOnNotHeld => say["the add-on {0} is not held", fault.Name],
            NoLimit => say["there is no limit {0} to set", fault.Name],
            NoClause => say["there is no clause {0}", fault.Name],
            NoClauseOf => say[
                "{0} has no clause {1}, so that it has no effect",
                fault.Of,
                fault.Name
            ],
            NoCycle => say[
                "no cycle of the account begins on {0}, so that it has no effect",
                fault.Name
            ],
            TooLateToExcept => say["an exception is granted before its interval or not at all"],
            ThingThere => say["the {0} is there already", fault.Of],
            ContractEnded => say["the contract has ended"],
            NoThing => say["there is no {0} of that name", fault.Of],
            NoThingButActs => say[
                "there is no {0} of that name; only what the act says itself is counted",
                fault.Of
            ],
            LimitReached => say["refused: the limit is still reached"],
            ContractGoesOn => say["the contract has not ended"],
            TooLateToExport => say["refused: too late for an export"],
            _ => throw Unknown(fault),
        };

    private static string OfKept(Fault fault, Language say) =>
        fault.Kind switch
        {
            Voided => say["it was taken back by a usage.voided"],
            NoType => say["the catalogue does not know its type, whose name was not kept"],
            NoRule => say["no rule of the policy looks at events of this type"],
            NoCondition => say[
                "rules look at events of this type, and it meets the condition of none"
            ],
            NotYet => say["it lies after the present"],
            OtherRates => say[
                "rates of the same date, published at the same instant, say something else; the last in canonical order hold"
            ],
            Overflow => say[
                "the totals of account {0} pass every bound; it is left out",
                fault.Name
            ],
            _ => throw Unknown(fault),
        };

    private static InvalidOperationException Unknown(Fault fault) =>
        new($"a fault of no known kind: {fault.Kind}");
}
