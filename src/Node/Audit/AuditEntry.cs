using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Audit;

/// <summary>Something that somebody did.</summary>
/// <param name="Place">Where it stands in the trail; a list goes on after it.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Account">Whose terms or money it changed; empty where it concerns no account.</param>
/// <param name="Type">What it was: the event's type, or a word such as <c>key.made</c>.</param>
/// <param name="Source">The event's source; null where it was no event.</param>
/// <param name="Id">The event's id, or what else names it.</param>
/// <param name="By">Who did it; null where that was not kept yet.</param>
/// <param name="Detail">More about it, in words; null for nothing.</param>
public sealed record AuditEntry(
    AuditPlace Place,
    Moment At,
    AccountId Account,
    string Type,
    string? Source,
    string? Id,
    Doer? By,
    string? Detail
);

/// <summary>Which entries are wanted; what is null is not asked for.</summary>
public sealed record AuditQuery
{
    /// <summary>The entry after which to begin.</summary>
    public AuditPlace? After { get; init; }

    /// <summary>Of one account.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Of one type.</summary>
    public string? Type { get; init; }

    /// <summary>By one key, by its id.</summary>
    public string? Key { get; init; }

    /// <summary>From an instant on.</summary>
    public Moment From { get; init; } = Moment.Earliest;

    /// <summary>Before an instant.</summary>
    public Moment To { get; init; } = Moment.Never;

    /// <summary>Whether an entry, which comes after <see cref="After"/>, is one of those.</summary>
    public bool Wants(AuditEntry entry) =>
        entry.At >= From
        && entry.At < To
        && (Account is null || entry.Account == Account)
        && (Type is null || entry.Type == Type)
        && (Key is null || entry.By?.Key == Key);
}
