using System.Collections.Immutable;

namespace Evenhand.Node.Roles;

/// <summary>Who did something, as it is kept.</summary>
/// <param name="Key">The id of the key that was shown; null where none was.</param>
/// <param name="Name">What people called the key.</param>
/// <param name="Roles">What it could do then.</param>
/// <param name="Via">How it was done where no key was shown: <c>command line</c> or <c>start</c>.</param>
/// <param name="Person">The id of the person that the key belongs to; null where it belongs to none.</param>
public sealed record Doer(
    string? Key,
    string? Name = null,
    ImmutableArray<Role>? Roles = null,
    string? Via = null,
    string? Person = null
)
{
    /// <summary>Whoever may work on the data folder.</summary>
    public static readonly Doer CommandLine = new(null, Via: "command line");

    /// <summary>The server as it starts: what its settings and its folder of policies say.</summary>
    public static readonly Doer Start = new(null, Via: "start");

    /// <summary>Whoever shows a key.</summary>
    public static Doer Of(Key key) =>
        new(
            key.Id,
            key.Name.Length > 0 ? key.Name : null,
            key.Roles.All,
            Person: key.Person.Length > 0 ? key.Person : null
        );

    /// <summary>Its roles as they are written; empty where no key was shown.</summary>
    public string Could() => Roles is { } roles ? RoleSet.Of(roles).ToString() : "";
}
