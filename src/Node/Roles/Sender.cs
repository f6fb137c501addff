using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Roles;

/// <summary>Whoever sends events, and what of them may pass.</summary>
/// <param name="Key">The key that was shown; null for the server itself, which may send everything.</param>
public sealed record Sender(Key? Key)
{
    /// <summary>The server itself.</summary>
    public static readonly Sender Itself = new((Key?)null);

    /// <summary>Whether it comes by a door that takes usage alone.</summary>
    public bool OnlyUsage { get; init; }

    /// <summary>Whether it comes by the route of an act, which has said who acts.</summary>
    public bool Acts { get; init; }

    /// <summary>Whether the trail names whoever sends it, also where it is usage: content was read, or a thing was deleted.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Types of the catalogue by which paused automations are resumed.</summary>
    public ImmutableHashSet<int> Resuming { get; init; } = [];

    /// <summary>The one account that it may speak of; null for any.</summary>
    public AccountId? Account { get; } =
        Key is { } key && key.Roles.Contains(Role.Account) ? key.Account : null;

    /// <summary>What it may take back.</summary>
    public Matter Reach { get; } =
        Key is null || Key.ReachesFurther ? Matter.All : SenderTable.Reach(Key.Roles);

    /// <summary>Why it may not send an event of a type; null where it may.</summary>
    /// <param name="type">The place of the type in the catalogue.</param>
    public string? Refusal(ushort type)
    {
        var row = SenderTable.Of(type);
        if (Key is null || Acts || Key.ReachesFurther && !row.Roles.IsEmpty)
            return null;
        if (row.Roles.IsEmpty)
            return $"{row.Type} {row.Note}";
        if (OnlyUsage && row.Kind is not null)
            return $"{row.Type} is not taken here: send it to POST /v1/events";
        if (row.Roles.Overlaps(Key.Roles) || row.Kind is null && Resuming.Contains(type))
            return null;
        return $"{(row.Kind is null ? "usage" : row.Type)} needs the role {Needed(row)}; the key has {Key.Roles}";
    }

    /// <summary>The roles of a row but admin, as they are written.</summary>
    internal static string Needed(SenderRow row) =>
        string.Join(" or ", row.Roles.All.Where(role => role != Role.Admin).Select(RoleSet.Word));

    /// <summary>Whether it sends this only because its key is old.</summary>
    public bool IsBeyond(ushort type) =>
        Key is { ReachesFurther: true } key && !SenderTable.Of(type).Roles.Overlaps(key.Roles);
}
