using System.Collections.Immutable;
using static Evenhand.Core.Codes.About;

namespace Evenhand.Core.Codes;

/// <summary>Every code and what it means. This is the one place that says so.</summary>
public static class CodeTable
{
    private const bool Again = true;
    private const bool Never = false;

    /// <summary>The rows, in the order of <see cref="Code"/>.</summary>
    public static ImmutableArray<CodeRow> Rows { get; } =
    [
        new(Code.Malformed, Event | Ask | Request, 400, Never),
        new(Code.TooLarge, Event | Request, 413, Never),
        new(Code.Conflict, Event | Request, 409, Never),
        new(Code.NotOpened, Event | Ask, 409, Again),
        new(Code.BeforeOpening, Event, null, Never),
        new(Code.Ended, Event | Ask, 409, Never),
        new(Code.MissingField, Event | Ask, 400, Never),
        new(Code.WrongField, Event | Ask, 400, Never),
        new(Code.WrongCurrency, Event, null, Never),
        new(Code.UnknownPolicy, Event, null, Again),
        new(Code.UnknownPlan, Event, null, Never),
        new(Code.GateOnly, Event, null, Never),
        new(Code.Unmatched, Event, null, Never),
        new(Code.UnknownType, Event, null, Never),
        new(Code.UnknownField, Event | Request, 400, Never),
        new(Code.Overflow, Event | Account, null, Never),
        new(Code.Role, Event | Request, 403, Never),
        new(Code.Parked, Event | Ask | Account | Request, 503, Again),
        new(Code.NoKey, Request, 401, Never),
        new(Code.KeyRefused, Request, 401, Never),
        new(Code.UnknownKey, Request, 404, Never),
        new(Code.UnknownAccount, Ask | Request, 404, Never),
        new(Code.UnknownReservation, Reservation | Request, 404, Never),
        new(Code.NotFound, Request, 404, Never),
        new(Code.WrongMethod, Request, 405, Never),
        new(Code.TooSlow, Request, 408, Again),
        new(Code.WrongType, Request, 415, Never),
        new(Code.PolicyUnsound, About.Policy | Request, 422, Never),
        new(Code.NoticeBroken, About.Policy | Request, 409, Never),
        new(Code.RateLimited, Request, 429, Again),
        new(Code.ShareUsed, Request, 429, Again),
        new(Code.Overloaded, Request, 503, Again),
        new(Code.Unavailable, Request, 503, Again),
        new(Code.Stopping, Request, 503, Again),
        new(Code.Unreadable, Event | Ask | Request, 503, Again),
        new(Code.Clock, Ask | Request, 503, Again),
        new(Code.Defect, Request, 500, Again),
        new(Code.Refused, Request, 400, Never),
        new(Code.ReservationExpired, Reservation | Ask, 409, Never),
        new(Code.ReservationConflict, Reservation | Ask, 409, Never),
        new(Code.TooManyReservations, Reservation | Ask, 429, Again),
        new(Code.UnknownAct, Event | Ask, 422, Never),
        new(Code.FarAhead, Event, null, Never),
        new(Code.MisplacedData, Event, null, Never),
        new(Code.SameIdElsewhere, Event, null, Never),
        new(Code.UnknownValue, Event, null, Never),
        new(Code.UnknownClause, Event, null, Never),
        new(Code.UnknownCycle, Event, null, Never),
        new(Code.UnknownParameter, Request, 400, Never),
        new(Code.Warned, Request, 422, Never),
        new(Code.OtherRates, Event, null, Never),
        new(Code.Voided, Event, null, Never),
        new(Code.NoRule, Event, null, Never),
        new(Code.ConditionNotMet, Event, null, Never),
        new(Code.NotYet, Event, null, Never),
        new(Code.Refiled, Event, null, Never),
        new(Code.Fenced, Request, 503, Again),
        new(Code.Unmet, Request, 409, Again),
        new(Code.Unconfirmed, Request, 409, Never),
    ];

    /// <summary>What a code means.</summary>
    public static CodeRow Row(this Code code) => Rows[(int)code - 1];

    /// <summary>The code as it is on the wire.</summary>
    public static string Name(this Code code) => code.Row().Name;
}
