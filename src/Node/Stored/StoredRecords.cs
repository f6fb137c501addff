using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
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
/// <param name="OwnSteps">
/// Whether the system takes the steps that its ladder lets anyone take, from its first instant on; null where it was published
/// before there were any: then it does from the instant on that the ledger says (<see cref="StandingRecord"/>).
/// </param>
/// <param name="Vault">
/// Whether what it says of stored things runs; null where it was published before any of that ran, and then it never does.
/// </param>
internal sealed record PolicyRecord(
    string Name,
    string Version,
    string Hash,
    string Text,
    Doer? By = null,
    NoticeOverride? Override = null,
    bool? OwnSteps = null,
    bool? Vault = null
);

/// <summary>From when on standing runs in a ledger that was made before there was any: what was before is neither acted on nor sent.</summary>
/// <param name="At">The instant.</param>
internal sealed record StandingRecord(Moment At);

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
/// <param name="Usage">What it is compared with other accounts by; null where nothing is compared.</param>
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
    int? Fold = null,
    CycleUsage? Usage = null
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
