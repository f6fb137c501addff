using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stored;

/// <summary>A policy version was published.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">SHA-256 of the text, hexadecimal.</param>
/// <param name="Text">The document.</param>
/// <param name="By">Who published it; null where that was not kept yet.</param>
/// <param name="Override">Why it came sooner than was promised; null where the promise was kept.</param>
internal sealed record PolicyRecord(
    string Name,
    string Version,
    string Hash,
    string Text,
    Doer? By = null,
    NoticeOverride? Override = null
);

/// <summary>A policy version was taken back before it was in force.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">SHA-256 of its text, hexadecimal.</param>
/// <param name="By">Who took it back.</param>
internal sealed record WithdrawnRecord(string Name, string Version, string Hash, Doer? By);

/// <summary>Who sent what stands in the same commit of the same stream.</summary>
/// <param name="By">Who.</param>
/// <param name="Acts">What, in the order of the commit.</param>
internal sealed record AuditRecord(Doer By, ImmutableArray<AuditedAct> Acts);

/// <summary>Something that was done.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Source">The event's source.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Detail">More about it, in words.</param>
internal sealed record AuditedAct(string Type, string? Source, string? Id, string? Detail);

/// <summary>A key was made, or ends.</summary>
/// <param name="Id">The key.</param>
/// <param name="Hash">SHA-256 of the key's text, hexadecimal; null where it ends.</param>
/// <param name="Role">What it may do; the first of several.</param>
/// <param name="Account">The account that it belongs to, or empty.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Revoked">From when on it does not work; null where it was made.</param>
/// <param name="Roles">All that it may do; null where it was made when a key had one role and reached further.</param>
/// <param name="By">Who made or ended it; null where that was not kept yet.</param>
[JsonConverter(typeof(KeyForm))]
internal sealed record KeyRecord(
    string Id,
    string? Hash,
    Role Role,
    string Account,
    string Name,
    Moment? Revoked,
    ImmutableArray<Role>? Roles = null,
    Doer? By = null
)
{
    /// <summary>A key of these roles that is to be made.</summary>
    public static KeyRecord Of(string id, RoleSet roles, string account, string name) =>
        new(id, null, roles.All[0], account, name, null, roles.All);

    /// <summary>A record of the same rights as a key's, old ones included.</summary>
    public static KeyRecord Like(Key key, string id)
    {
        var roles = key.Roles.All;
        return new(id, null, roles[0], key.Account, key.Name, null, key.IsOld ? null : roles);
    }

    /// <summary>The key that was made at an instant.</summary>
    public Key Made(Moment at) =>
        new(Id, RoleSet.Of(Roles ?? [Role]), Account, Name, at, null) { IsOld = Roles is null };
}

/// <summary>Something happened to the clock that a node goes by.</summary>
/// <param name="What">What.</param>
/// <param name="Wall">What the machine's clock showed.</param>
/// <param name="Jump">What it did; null where it is no jump.</param>
/// <param name="By">Who confirmed it: a key's id, or empty for the command line; null where nobody did.</param>
internal sealed record ClockRecord(ClockWord What, Moment Wall, ClockJump? Jump, string? By);

/// <summary>What a record says of the clock. The words are on disk.</summary>
internal enum ClockWord
{
    /// <summary>It jumped, and is not followed.</summary>
    Jumped,

    /// <summary>It is back, and followed again.</summary>
    CameBack,

    /// <summary>Somebody said that it is right as it is.</summary>
    Confirmed,
}

/// <summary>A reservation was made, or ends.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Ask">The id of the ask; null where it ends.</param>
/// <param name="Quantity">How much is held; where it ends, what was used.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="Act">The ask, packed as an event; null where it ends.</param>
/// <param name="Ended">How it ended: <c>settled</c> or <c>released</c>; null where it was made.</param>
/// <param name="With">Others that were made with it, all or none; null where it was made alone.</param>
[JsonConverter(typeof(ReservationForm))]
internal sealed record ReservationRecord(
    string Id,
    string? Ask,
    decimal Quantity,
    Moment Expires,
    byte[]? Act,
    string? Ended,
    ReservationRecord[]? With = null
);

/// <summary>A cycle was stated.</summary>
/// <param name="FirstDay">The first day of the cycle; it names the statement.</param>
/// <param name="Statement">The cycle's own lines.</param>
/// <param name="Adjustments">What it corrects of earlier ones.</param>
/// <param name="Closing">Whether it only corrects, after the account has ended.</param>
/// <param name="Sequence">How many records of the account's stream it takes account of.</param>
/// <param name="Shared">How many of the shared stream.</param>
/// <param name="At">When it was stated.</param>
/// <param name="Told">What it tells the account of whole cycles; null where such was told apart from statements.</param>
/// <param name="Fold">The number of the fold that stated it; null where releases did not tell yet.</param>
[JsonConverter(typeof(StatedForm))]
internal sealed record StatedRecord(
    string FirstDay,
    Statement Statement,
    ImmutableArray<Adjustment> Adjustments,
    bool Closing,
    long Sequence,
    long Shared,
    Moment At,
    ImmutableArray<ToldRecord>? Told = null,
    int? Fold = null
);

/// <summary>Somebody asked for the account to be folded anew.</summary>
/// <param name="At">When.</param>
internal sealed record MendedRecord(Moment At);

/// <summary>
/// Events were filed under another account than theirs, and put where they belong. It stands with both accounts.
/// </summary>
/// <param name="Other">The other account: where they are now, or where they came from.</param>
/// <param name="Gone">On the account that they are taken from, the sequences of the events, which do not count there any more.</param>
/// <param name="Came">On the account that they belong to, how many were added to it; the others it had already.</param>
/// <param name="Why">Why, in the words of whoever did it.</param>
/// <param name="At">When.</param>
internal sealed record RefiledRecord(
    string Other,
    ImmutableArray<long>? Gone,
    int? Came,
    string Why,
    Moment At
);
