namespace Evenhand.Core.Codes;

/// <summary>
/// Why something is rejected, refused, set aside or warned of: what clients branch on. Names are on the wire, in
/// snake_case; numbers and names never change, and a new code goes to the end. <see cref="CodeTable"/> says what each means.
/// </summary>
public enum Code
{
    /// <summary>It cannot be read as what it should be.</summary>
    Malformed = 1,

    /// <summary>There is more of it than is taken at once.</summary>
    TooLarge = 2,

    /// <summary>It contradicts what is there.</summary>
    Conflict = 3,

    /// <summary>The account has no opening.</summary>
    NotOpened = 4,

    /// <summary>It happened before the account's opening.</summary>
    BeforeOpening = 5,

    /// <summary>The account has ended.</summary>
    Ended = 6,

    /// <summary>A field is not there that a rule reads.</summary>
    MissingField = 7,

    /// <summary>A field that a rule reads is of another kind, or out of range.</summary>
    WrongField = 8,

    /// <summary>It is in a currency in which the account does not deal.</summary>
    WrongCurrency = 9,

    /// <summary>It names a policy that is not published.</summary>
    UnknownPolicy = 10,

    /// <summary>It names a plan that the policy does not have, or none where one is needed.</summary>
    UnknownPlan = 11,

    /// <summary>It is an ask, which belongs to the gate.</summary>
    GateOnly = 12,

    /// <summary>It is kept but found nothing to act on.</summary>
    Unmatched = 13,

    /// <summary>The catalogue does not know its type.</summary>
    UnknownType = 14,

    /// <summary>The catalogue does not know a field of it.</summary>
    UnknownField = 15,

    /// <summary>No number holds the account's totals.</summary>
    Overflow = 16,

    /// <summary>The key's role may not do this.</summary>
    Role = 17,

    /// <summary>The account is set aside.</summary>
    Parked = 18,

    /// <summary>No key was shown.</summary>
    NoKey = 19,

    /// <summary>The key that was shown is not known, or was revoked.</summary>
    KeyRefused = 20,

    /// <summary>There is no key of this id.</summary>
    UnknownKey = 21,

    /// <summary>There is no such account.</summary>
    UnknownAccount = 22,

    /// <summary>There is no such reservation.</summary>
    UnknownReservation = 23,

    /// <summary>There is nothing there.</summary>
    NotFound = 24,

    /// <summary>The address does not take this method.</summary>
    WrongMethod = 25,

    /// <summary>It came too slowly.</summary>
    TooSlow = 26,

    /// <summary>It is of a content type or encoding that is not read here.</summary>
    WrongType = 27,

    /// <summary>The policy does not pass the check.</summary>
    PolicyUnsound = 28,

    /// <summary>The version would take effect before the notice that the policy promises.</summary>
    NoticeBroken = 29,

    /// <summary>The key sends more often than its rate allows.</summary>
    RateLimited = 30,

    /// <summary>The key has as much under way as its share allows.</summary>
    ShareUsed = 31,

    /// <summary>The server has as much under way as it takes.</summary>
    Overloaded = 32,

    /// <summary>The ledger does not take or give anything now.</summary>
    Unavailable = 33,

    /// <summary>The server is stopping.</summary>
    Stopping = 34,

    /// <summary>What the ledger holds there cannot be read.</summary>
    Unreadable = 35,

    /// <summary>The clock has jumped, and what time drives waits until it is confirmed or back.</summary>
    Clock = 36,

    /// <summary>The server failed by a defect of its own.</summary>
    Defect = 37,

    /// <summary>HTTP refuses the request for a reason of its own.</summary>
    Refused = 38,

    /// <summary>The reservation has expired.</summary>
    ReservationExpired = 39,

    /// <summary>The id belongs to an ask of something else.</summary>
    ReservationConflict = 40,

    /// <summary>The account has as many reservations open as it may.</summary>
    TooManyReservations = 41,

    /// <summary>The catalogue does not know the act that is asked about.</summary>
    UnknownAct = 42,

    /// <summary>It lies far ahead of the rest, or of the present.</summary>
    FarAhead = 43,

    /// <summary>What should be its data stands elsewhere in it.</summary>
    MisplacedData = 44,

    /// <summary>Its source and id name an event of another account too.</summary>
    SameIdElsewhere = 45,

    /// <summary>A value is not one of those that there are.</summary>
    UnknownValue = 46,

    /// <summary>It names a clause that the account's policy does not have.</summary>
    UnknownClause = 47,

    /// <summary>It names a cycle that the account does not have.</summary>
    UnknownCycle = 48,

    /// <summary>The route does not take a query parameter of this name.</summary>
    UnknownParameter = 49,

    /// <summary>The body is refused whole, as was asked for, because of a warning.</summary>
    Warned = 50,

    /// <summary>Of the same date and instant, other rates stand already.</summary>
    OtherRates = 51,

    /// <summary>It was taken back.</summary>
    Voided = 52,

    /// <summary>No rule looks at its type.</summary>
    NoRule = 53,

    /// <summary>It meets the condition of no rule.</summary>
    ConditionNotMet = 54,

    /// <summary>Its time has not come.</summary>
    NotYet = 55,

    /// <summary>It was filed under another account than its own.</summary>
    Refiled = 56,

    /// <summary>Another server holds the ledger, and this one stands aside.</summary>
    Fenced = 57,

    /// <summary>A condition of the act does not hold.</summary>
    Unmet = 58,

    /// <summary>It would take something away, and nobody has confirmed that.</summary>
    Unconfirmed = 59,
}
