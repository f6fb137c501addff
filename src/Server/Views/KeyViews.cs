using Evenhand.Client.Wire;
using Evenhand.Runtime.Serving.Keys;

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
    ];

    public static KeyView Of(Key key) =>
        new()
        {
            Id = key.Id,
            Role = Array.Find(Roles, pair => pair.Role == key.Role).Wire,
            Account = key.Account.Length > 0 ? key.Account : null,
            Name = key.Name.Length > 0 ? key.Name : null,
            Created = Instants.Of(key.Created),
            Revoked = Instants.Of(key.Revoked),
        };

    public static Role Of(KeyRole role) => Array.Find(Roles, pair => pair.Wire == role).Role;
}
