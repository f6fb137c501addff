using System.Collections.Immutable;
using Evenhand.Node.Roles;
using Evenhand.Server.Limits;

namespace Evenhand.Server.Access;

/// <summary>Who may call a route.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Pattern">The route's pattern, as it is mapped.</param>
/// <param name="Roles">The roles that may; empty where nobody needs a key.</param>
public sealed record RouteAccess(string Method, string Pattern, ImmutableArray<Role> Roles)
{
    /// <summary>The way in that it takes.</summary>
    public Door Door { get; } = Doors.Of(Method, Pattern);

    /// <summary>Whom it is a page for, who open it by a session and not with a key; null where it is no page.</summary>
    public PagesFor? Pages { get; init; }

    /// <summary>Whether it is a page.</summary>
    public bool BySession => Pages is not null;

    /// <summary>Whether anybody may call it, without a key.</summary>
    public bool IsPublic => Roles.IsEmpty;

    private readonly RoleSet admitted = RoleSet.Of(Roles);

    /// <summary>Whether a key of these roles may call it.</summary>
    public bool Admits(RoleSet roles) => IsPublic || roles.Overlaps(admitted);
}
