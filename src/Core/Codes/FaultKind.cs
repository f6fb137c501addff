namespace Evenhand.Core.Codes;

/// <summary>
/// What is wrong in particular. Where several things are wrong with one event, it is told of the kind that stands first here: a line is
/// read before its data, what can be read is admitted before it acts, and what was kept comes last. What is read is read in the order in which it is written, so that of two faults of a line the one further left is told. Numbers stand in snapshots: their format is raised with a change.
/// </summary>
public enum FaultKind
{
    // A line that cannot be read.
    /// <summary>The bytes are no UTF-8.</summary>
    NotUtf8,

    /// <summary>A text holds half of a surrogate pair.</summary>
    HalfSurrogate,

    /// <summary>Nested deeper than is wanted; <c>Name</c> is the column.</summary>
    TooDeep,

    /// <summary>No JSON; <c>Name</c> is the column.</summary>
    NotJsonAtColumn,

    /// <summary>No JSON; <c>Name</c> is the byte.</summary>
    NotJsonAtByte,

    /// <summary>Not a JSON object.</summary>
    NotAnObject,

    /// <summary>More than one JSON value on the line.</summary>
    SeveralValues,

    /// <summary>An attribute stands twice.</summary>
    AttributeTwice,

    /// <summary>A field stands twice.</summary>
    FieldTwice,

    /// <summary>The data is no object.</summary>
    DataNotObject,

    /// <summary>The data comes as JSON and as Base64.</summary>
    DataTwice,

    /// <summary>The Base64 data is no text.</summary>
    Base64NotText,

    /// <summary>Another version of CloudEvents.</summary>
    SpecVersion,

    /// <summary>A value is no text of a length from 1 to the bytes that are wanted.</summary>
    NotAName,

    /// <summary>The time is no instant.</summary>
    NotATime,

    /// <summary>The time is one that no event has.</summary>
    TimeTooFar,

    /// <summary>An attribute is not there.</summary>
    AttributeMissing,

    // Data that cannot be read.
    /// <summary>An event of a type that has data has none; <c>Of</c> is the type.</summary>
    NoData,

    /// <summary>The Base64 data is no JSON, as the event says itself.</summary>
    OtherData,

    /// <summary>The Base64 data is no Base64.</summary>
    NotBase64,

    /// <summary>The Base64 data is no UTF-8.</summary>
    Base64NotUtf8,

    /// <summary>The Base64 data is no JSON.</summary>
    Base64NotJson,

    /// <summary>The Base64 data is no object.</summary>
    Base64NotObject,

    /// <summary>An ask names no act.</summary>
    NoAct,

    /// <summary>An ask names an act that the catalogue does not know.</summary>
    UnknownAct,

    /// <summary>An ask is about an ask.</summary>
    AskOfAsk,

    /// <summary>What the act says is no object.</summary>
    WithNotObject,

    /// <summary>The acknowledgement is neither true nor false.</summary>
    NotAcknowledged,

    /// <summary>Rates without a base.</summary>
    NoBase,

    /// <summary>Rates without a date.</summary>
    NoDate,

    /// <summary>Rates without a rate.</summary>
    NoRates,

    /// <summary>The publication of rates is no instant.</summary>
    PublishedNotTime,

    /// <summary>A rate's name is no currency.</summary>
    NotACurrency,

    /// <summary>A rate is no positive decimal.</summary>
    NotARate,

    /// <summary>A rate stands twice.</summary>
    RateTwice,

    /// <summary>More rates than are wanted.</summary>
    TooManyRates,

    // What an id may not be.
    /// <summary>An account's id begins or ends with a blank.</summary>
    IdWithBlank,

    /// <summary>An account's id holds a control character.</summary>
    IdWithControl,

    /// <summary>An account's id is one that addresses leave out.</summary>
    IdOfDots,

    // It belongs to an event that was there before.
    /// <summary>Its source and id belong to an earlier event that says something else.</summary>
    OtherOfThatName,

    // When it happened.
    /// <summary>It lies too far behind what came before it.</summary>
    FarAhead,

    /// <summary>It happened before the account opened.</summary>
    BeforeOpening,

    /// <summary>The account was never opened before it.</summary>
    NotOpened,

    // What its fields say, and what an opening says.
    /// <summary>A value is neither true nor false; <c>Of</c> is the type, here and below.</summary>
    WrongFlag,

    /// <summary>A value is no whole number that is not negative.</summary>
    WrongCount,

    /// <summary>A value is no number that is not negative; <c>Wanted</c> is its unit, in the plural.</summary>
    WrongQuantity,

    /// <summary>A value is no sum of money.</summary>
    WrongMoney,

    /// <summary>A value is no instant.</summary>
    WrongTime,

    /// <summary>A value is no text.</summary>
    WrongMessage,

    /// <summary>A value is no text that is short enough.</summary>
    WrongText,

    /// <summary>A value is none of those that are wanted.</summary>
    WrongChoice,

    /// <summary>A value is no list of texts, or one of them is blank.</summary>
    WrongTexts,

    /// <summary>A value is no object.</summary>
    WrongObject,

    /// <summary>A text that says who or why is blank.</summary>
    Blank,

    /// <summary>A field is not there; <c>Of</c> is the type.</summary>
    NoField,

    /// <summary>There is no such policy.</summary>
    NoPolicy,

    /// <summary>The currency of an account is none.</summary>
    NotACurrencyCode,

    /// <summary>The policy is not billed in the currency.</summary>
    NotBilledIn,

    /// <summary>There is no such time zone.</summary>
    NoTimeZone,

    /// <summary>The day on which cycles begin is none.</summary>
    NotACycleDay,

    /// <summary>There is no such plan.</summary>
    NoPlan,

    /// <summary>The policy needs a plan.</summary>
    PlanNeeded,

    // What an act must say.
    /// <summary>An act of messages says nothing of how long they are.</summary>
    NoMessage,

    /// <summary>A top-up in another currency than the wallet's.</summary>
    WalletCurrency,

    /// <summary>A fee in another currency than the clause passes through; <c>Of</c> is the clause.</summary>
    FeeCurrency,

    // What an event names and is not there.
    /// <summary>The account has ended.</summary>
    AccountEnded,

    /// <summary>What a void names is not there.</summary>
    NothingToVoid,

    /// <summary>No statement has such a line; <c>Name</c> is the cycle, <c>Of</c> the clause.</summary>
    NoLine,

    /// <summary>The account is open already.</summary>
    OpenAlready,

    /// <summary>The contract has ended already.</summary>
    EndedAlready,

    /// <summary>There is no such plan in the policy.</summary>
    NoSuchPlan,

    /// <summary>There is no such add-on.</summary>
    NoAddOn,

    /// <summary>The add-on is not held.</summary>
    AddOnNotHeld,

    /// <summary>There is no such limit that a customer sets.</summary>
    NoLimit,

    /// <summary>There is no such clause.</summary>
    NoClause,

    /// <summary>The policy of the account has no such clause; <c>Of</c> is the policy.</summary>
    NoClauseOf,

    /// <summary>No cycle of the account begins on that day.</summary>
    NoCycle,

    /// <summary>An exception comes after its interval began.</summary>
    TooLateToExcept,

    /// <summary>The thing is there already; <c>Of</c> is what it is.</summary>
    ThingThere,

    /// <summary>The contract has ended.</summary>
    ContractEnded,

    /// <summary>There is no such thing; <c>Of</c> is what it would be.</summary>
    NoThing,

    /// <summary>There is no such thing; what the act says itself is counted. <c>Of</c> is what it would be.</summary>
    NoThingButActs,

    /// <summary>An automation cannot be resumed while the limit is reached.</summary>
    LimitReached,

    /// <summary>An export before the contract ended.</summary>
    ContractGoesOn,

    /// <summary>An export after the time for it.</summary>
    TooLateToExport,

    // What became of an event that was kept.
    /// <summary>It was taken back.</summary>
    Voided,

    /// <summary>The catalogue does not know its type.</summary>
    NoType,

    /// <summary>No rule looks at events of its type.</summary>
    NoRule,

    /// <summary>It meets the condition of no rule.</summary>
    NoCondition,

    /// <summary>It lies after the present.</summary>
    NotYet,

    /// <summary>Rates of the same date and instant say something else.</summary>
    OtherRates,

    /// <summary>The totals of the account pass every bound.</summary>
    Overflow,

    // Of others.
    /// <summary>A shell found it, or it was stored: <c>Name</c> is what it says.</summary>
    Told,
}
