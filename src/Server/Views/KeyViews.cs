using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Keys on the wire: never their texts.</summary>
internal static class KeyViews
{
    private static readonly (Role Role, KeyRole Wire)[] Roles =
    [
        (Role.Ingest, KeyRole.Ingest),
        (Role.Gate, KeyRole.Gate),
        (Role.Read, KeyRole.Read),
        (Role.Operator, KeyRole.Operator),
        (Role.Admin, KeyRole.Admin),
        (Role.Account, KeyRole.Account),
        (Role.Billing, KeyRole.Billing),
        (Role.Reviewer, KeyRole.Reviewer),
        (Role.Content, KeyRole.Content),
    ];

    public static KeyView Of(Key key) =>
        new()
        {
            Id = key.Id,
            Role = Wire(key.Roles.All[0]),
            Roles = [.. key.Roles.All.Select(Wire)],
            SendsAll = key.ReachesFurther ? true : null,
            Account = key.Account.IsNone ? null : key.Account.Text,
            Name = key.Name.Length > 0 ? key.Name : null,
            Person = key.Person.Length > 0 ? key.Person : null,
            Created = Instants.Of(key.Created),
            Revoked = Instants.Of(key.Revoked),
        };

    public static KeyRole Wire(Role role) => Array.Find(Roles, pair => pair.Role == role).Wire;

    public static Role Of(KeyRole role) => Array.Find(Roles, pair => pair.Wire == role).Role;
}
