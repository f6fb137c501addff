using Evenhand.Core.Codes;

namespace Evenhand.Wording;

/// <summary>What each code means.</summary>
public static class CodeMeaning
{
    /// <summary>The sentence on a code, as <c>docs/CODES.md</c> has it.</summary>
    public static string Of(Code code) =>
        code switch
        {
            Code.Malformed =>
                "It cannot be read: no JSON, no CloudEvent, a part that is missing or a value out of its range.",
            Code.TooLarge => "There is more of it than is taken at once; send it in parts.",
            Code.Conflict =>
                "It contradicts what is there: an event's source and id belong to another event, or a request asks for what something stored rules out.",
            Code.NotOpened => "The account has no `account.opened` that is any good, so far.",
            Code.BeforeOpening => "It happened before the account's `account.opened`.",
            Code.Ended => "The account has ended, and what it is kept for is over.",
            Code.MissingField => "A field is not there that a rule reads.",
            Code.WrongField =>
                "A field that a rule reads is of another kind, or its value is out of range.",
            Code.WrongCurrency =>
                "It is in a currency in which the account or the clause does not deal.",
            Code.UnknownPolicy => "It names a policy that is not published.",
            Code.UnknownPlan =>
                "It names a plan that the policy does not have, or none where one is needed.",
            Code.GateOnly => "It is an ask; asks go to the gate, which answers them.",
            Code.Unmatched =>
                "It is kept, but found nothing to act on; it acts if what it names comes later with an earlier time.",
            Code.UnknownType =>
                "It is kept, but the catalogue does not know its type: no rule looks at it.",
            Code.UnknownField =>
                "Nobody knows a field of it. In a built-in event or a request that is refused; another event is kept, and no rule looks at the field.",
            Code.Overflow => "The account's totals pass every bound; it is left out of the replay.",
            Code.Role => "A key of this role may not do this.",
            Code.Parked =>
                "The account is set aside because something failed in it; it is taken up again once it is mended. Other accounts go on.",
            Code.NoKey => "No key was shown.",
            Code.KeyRefused => "The key that was shown is not known, or was revoked.",
            Code.UnknownKey => "There is no key of this id.",
            Code.UnknownAccount => "There is no such account, or the key does not reach it.",
            Code.UnknownReservation =>
                "There is no such reservation, or the key does not reach it.",
            Code.NotFound => "There is nothing at this address.",
            Code.WrongMethod => "The address takes other methods; `Allow` names them.",
            Code.TooSlow => "The body came too slowly, or not to its end.",
            Code.WrongType => "The body has a content type or an encoding that is not read here.",
            Code.PolicyUnsound =>
                "The policy does not pass the check; all that is wrong stands beside it.",
            Code.NoticeBroken =>
                "The version would take effect before the notice is over that the version before it promises.",
            Code.RateLimited =>
                "The key sends more often than its rate allows; `Retry-After` says when to go on.",
            Code.ShareUsed =>
                "The key has as much under way as one key may; let some of it end first.",
            Code.Overloaded => "The server has as much under way as it takes.",
            Code.Unavailable => "The ledger does not answer. Nothing of this request was stored.",
            Code.Stopping => "The server is stopping.",
            Code.Unreadable => "What the ledger holds there cannot be read; the operator is told.",
            Code.Clock =>
                "The server's clock has jumped; what time drives waits until the clock is back or the operator confirms it.",
            Code.Defect =>
                "The server failed by a defect of its own; its log tells it under the request's id.",
            Code.Refused => "The request is no good as HTTP.",
            Code.ReservationExpired =>
                "The reservation of this id has ended: settled, released or expired; ask again under a new id.",
            Code.ReservationConflict =>
                "The id belongs to an ask of something else; take a new one.",
            Code.TooManyReservations =>
                "The account has as many reservations open as it may; settle or release some, or let them expire.",
            Code.UnknownAct =>
                "The catalogue does not know the act that is asked about, so that no rule could say anything of it.",
            Code.FarAhead =>
                "Its time is more than an hour ahead of the server's, and it waits until then; or, in a replay, it lies more than 366 days behind the event before it, and is ignored with all that follows.",
            Code.MisplacedData =>
                "It is kept, but what looks like its data, or a field of it, stands beside `data`, where no rule looks.",
            Code.SameIdElsewhere =>
                "It is kept, but its source and id name an event of another account in the same body too: both count.",
            Code.UnknownValue =>
                "It is kept, but a value in it is not one of those that there are; no rule of the account reads it.",
            Code.UnknownClause =>
                "It is kept, but no version of the account's policy has the clause that it names.",
            Code.UnknownCycle =>
                "It is kept, but the account has no cycle that begins on the day that it names.",
            Code.UnknownParameter => "The route does not take a query parameter of this name.",
            Code.Warned =>
                "With `strict=true` a body is taken without any warning and rejection, or not at all. Nothing of it was taken.",
            Code.OtherRates =>
                "Rates of the same date, published at the same instant, say something else; of these the last in canonical order hold.",
            Code.Voided => "It was taken back: as if it had never happened.",
            Code.NoRule => "It is kept, but no rule of the account's policy looks at its type.",
            Code.ConditionNotMet =>
                "It is kept, but it meets the condition of no rule that looks at its type.",
            Code.NotYet => "It is kept and counts from its time on, which has not come.",
            Code.Refiled =>
                "It was filed under an account that it does not belong to, and counts where it belongs.",
            Code.Fenced =>
                "Another server has taken the ledger over, and this one does not answer any more. Nothing of this request was stored; the other takes it.",
            Code.Unmet =>
                "The act is not possible: a condition of it does not hold. `unmet` names every one that fails, `possible_from` when it will be possible if nothing else happens. Nothing was stored.",
            Code.Unconfirmed =>
                "It would take things away at once, and nobody has confirmed that: `detail` says how much. With `confirmed` it is done. Nothing was stored.",
            _ => throw new InvalidOperationException($"a code of no known meaning: {code}"),
        };
}
