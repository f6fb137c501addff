using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Roles;

/// <summary>A key as it is known: never the key itself, only a hash of it.</summary>
/// <param name="Id">Names it in lists; not secret.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Account">The one account that it belongs to; empty unless <see cref="Role.Account"/>.</param>
/// <param name="Name">What it is for, in words.</param>
/// <param name="Created">When.</param>
/// <param name="Revoked">When it ceased to work; null while it does.</param>
public sealed record Key(
    string Id,
    RoleSet Roles,
    AccountId Account,
    string Name,
    Moment Created,
    Moment? Revoked
)
{
    /// <summary>
    /// Whether it was made when whoever could send events could send all of them. It keeps what it could, and so does
    /// what is made in its place.
    /// </summary>
    public bool IsOld { get; init; }

    /// <summary>The id of the person that it belongs to; empty for none.</summary>
    public string Person { get; init; } = "";

    /// <summary>Whether it is old and that makes a difference: today it could send less.</summary>
    public bool ReachesFurther =>
        IsOld
        && Roles.Overlaps(RoleSet.Of(Role.Ingest, Role.Operator))
        && !Roles.Contains(Role.Admin);
}
