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
        new(
            Code.Malformed,
            Event | Ask | Request,
            400,
            Never,
            "It cannot be read: no JSON, no CloudEvent, a part that is missing or a value out of its range."
        ),
        new(
            Code.TooLarge,
            Event | Request,
            413,
            Never,
            "There is more of it than is taken at once; send it in parts."
        ),
        new(
            Code.Conflict,
            Event | Request,
            409,
            Never,
            "It contradicts what is there: an event's source and id belong to another event, or a request asks for what something stored rules out."
        ),
        new(
            Code.NotOpened,
            Event | Ask,
            409,
            Again,
            "The account has no `account.opened` that is any good, so far."
        ),
        new(
            Code.BeforeOpening,
            Event,
            null,
            Never,
            "It happened before the account's `account.opened`."
        ),
        new(
            Code.Ended,
            Event | Ask,
            409,
            Never,
            "The account has ended, and what it is kept for is over."
        ),
        new(Code.MissingField, Event | Ask, 400, Never, "A field is not there that a rule reads."),
        new(
            Code.WrongField,
            Event | Ask,
            400,
            Never,
            "A field that a rule reads is of another kind, or its value is out of range."
        ),
        new(
            Code.WrongCurrency,
            Event,
            null,
            Never,
            "It is in a currency in which the account or the clause does not deal."
        ),
        new(Code.UnknownPolicy, Event, null, Again, "It names a policy that is not published."),
        new(
            Code.UnknownPlan,
            Event,
            null,
            Never,
            "It names a plan that the policy does not have, or none where one is needed."
        ),
        new(
            Code.GateOnly,
            Event,
            null,
            Never,
            "It is an ask; asks go to the gate, which answers them."
        ),
        new(
            Code.Unmatched,
            Event,
            null,
            Never,
            "It is kept, but found nothing to act on; it acts if what it names comes later with an earlier time."
        ),
        new(
            Code.UnknownType,
            Event,
            null,
            Never,
            "It is kept, but the catalogue does not know its type: no rule looks at it."
        ),
        new(
            Code.UnknownField,
            Event | Request,
            400,
            Never,
            "Nobody knows a field of it. In a built-in event or a request that is refused; another event is kept, and no rule looks at the field."
        ),
        new(
            Code.Overflow,
            Event | Account,
            null,
            Never,
            "The account's totals pass every bound; it is left out of the replay."
        ),
        new(Code.Role, Event | Request, 403, Never, "A key of this role may not do this."),
        new(
            Code.Parked,
            Event | Ask | Account | Request,
            503,
            Again,
            "The account is set aside because something failed in it; it is taken up again once it is mended. Other accounts go on."
        ),
        new(Code.NoKey, Request, 401, Never, "No key was shown."),
        new(
            Code.KeyRefused,
            Request,
            401,
            Never,
            "The key that was shown is not known, or was revoked."
        ),
        new(Code.UnknownKey, Request, 404, Never, "There is no key of this id."),
        new(
            Code.UnknownAccount,
            Ask | Request,
            404,
            Never,
            "There is no such account, or the key does not reach it."
        ),
        new(
            Code.UnknownReservation,
            Reservation | Request,
            404,
            Never,
            "There is no such reservation, or the key does not reach it."
        ),
        new(Code.NotFound, Request, 404, Never, "There is nothing at this address."),
        new(
            Code.WrongMethod,
            Request,
            405,
            Never,
            "The address takes other methods; `Allow` names them."
        ),
        new(Code.TooSlow, Request, 408, Again, "The body came too slowly, or not to its end."),
        new(
            Code.WrongType,
            Request,
            415,
            Never,
            "The body has a content type or an encoding that is not read here."
        ),
        new(
            Code.PolicyUnsound,
            About.Policy | Request,
            422,
            Never,
            "The policy does not pass the check; all that is wrong stands beside it."
        ),
        new(
            Code.NoticeBroken,
            About.Policy | Request,
            409,
            Never,
            "The version would take effect before the notice is over that the version before it promises."
        ),
        new(
            Code.RateLimited,
            Request,
            429,
            Again,
            "The key sends more often than its rate allows; `Retry-After` says when to go on."
        ),
        new(
            Code.ShareUsed,
            Request,
            429,
            Again,
            "The key has as much under way as one key may; let some of it end first."
        ),
        new(Code.Overloaded, Request, 503, Again, "The server has as much under way as it takes."),
        new(
            Code.Unavailable,
            Request,
            503,
            Again,
            "The ledger does not answer. Nothing of this request was stored."
        ),
        new(Code.Stopping, Request, 503, Again, "The server is stopping."),
        new(
            Code.Unreadable,
            Event | Ask | Request,
            503,
            Again,
            "What the ledger holds there cannot be read; the operator is told."
        ),
        new(
            Code.Clock,
            Ask | Request,
            503,
            Again,
            "The server's clock has jumped; what time drives waits until the clock is back or the operator confirms it."
        ),
        new(
            Code.Defect,
            Request,
            500,
            Again,
            "The server failed by a defect of its own; its log tells it under the request's id."
        ),
        new(Code.Refused, Request, 400, Never, "The request is no good as HTTP."),
        new(
            Code.ReservationExpired,
            Reservation | Ask,
            409,
            Never,
            "The reservation of this id has ended: settled, released or expired; ask again under a new id."
        ),
        new(
            Code.ReservationConflict,
            Reservation | Ask,
            409,
            Never,
            "The id belongs to an ask of something else; take a new one."
        ),
        new(
            Code.TooManyReservations,
            Reservation | Ask,
            429,
            Again,
            "The account has as many reservations open as it may; settle or release some, or let them expire."
        ),
        new(
            Code.UnknownAct,
            Event | Ask,
            422,
            Never,
            "The catalogue does not know the act that is asked about, so that no rule could say anything of it."
        ),
        new(
            Code.FarAhead,
            Event,
            null,
            Never,
            "Its time is more than an hour ahead of the server's, and it waits until then; or, in a replay, it lies more than 366 days behind the event before it, and is ignored with all that follows."
        ),
        new(
            Code.MisplacedData,
            Event,
            null,
            Never,
            "It is kept, but what looks like its data, or a field of it, stands beside `data`, where no rule looks."
        ),
        new(
            Code.SameIdElsewhere,
            Event,
            null,
            Never,
            "It is kept, but its source and id name an event of another account in the same body too: both count."
        ),
        new(
            Code.UnknownValue,
            Event,
            null,
            Never,
            "It is kept, but a value in it is not one of those that there are; no rule of the account reads it."
        ),
        new(
            Code.UnknownClause,
            Event,
            null,
            Never,
            "It is kept, but no version of the account's policy has the clause that it names."
        ),
        new(
            Code.UnknownCycle,
            Event,
            null,
            Never,
            "It is kept, but the account has no cycle that begins on the day that it names."
        ),
        new(
            Code.UnknownParameter,
            Request,
            400,
            Never,
            "The route does not take a query parameter of this name."
        ),
        new(
            Code.Warned,
            Request,
            422,
            Never,
            "With `strict=true` a body is taken without any warning and rejection, or not at all. Nothing of it was taken."
        ),
        new(
            Code.OtherRates,
            Event,
            null,
            Never,
            "Rates of the same date, published at the same instant, say something else; of these the last in canonical order hold."
        ),
        new(Code.Voided, Event, null, Never, "It was taken back: as if it had never happened."),
        new(
            Code.NoRule,
            Event,
            null,
            Never,
            "It is kept, but no rule of the account's policy looks at its type."
        ),
        new(
            Code.ConditionNotMet,
            Event,
            null,
            Never,
            "It is kept, but it meets the condition of no rule that looks at its type."
        ),
        new(
            Code.NotYet,
            Event,
            null,
            Never,
            "It is kept and counts from its time on, which has not come."
        ),
        new(
            Code.Refiled,
            Event,
            null,
            Never,
            "It was filed under an account that it does not belong to, and counts where it belongs."
        ),
        new(
            Code.Fenced,
            Request,
            503,
            Again,
            "Another server has taken the ledger over, and this one does not answer any more. Nothing of this request was stored; the other takes it."
        ),
    ];

    /// <summary>What a code means.</summary>
    public static CodeRow Row(this Code code) => Rows[(int)code - 1];

    /// <summary>The code as it is on the wire.</summary>
    public static string Name(this Code code) => code.Row().Name;
}
