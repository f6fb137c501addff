using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Acts;

/// <summary>An act: its event, its address, who may do it, and what may stand against it.</summary>
/// <param name="Kind">The type of its event.</param>
/// <param name="Pattern">Where it is posted to.</param>
/// <param name="Roles">The roles that may do it; of <see cref="Role.Account"/> alone where only the account may.</param>
/// <param name="Body">The record of the wire that its body is.</param>
/// <param name="Conditions">The conditions that may fail.</param>
/// <param name="Summary">What it does, in a line.</param>
public sealed record ActRow(
    BuiltIns.Kind Kind,
    string Pattern,
    RoleSet Roles,
    Type Body,
    Unmet Conditions,
    string Summary
)
{
    private const string OfAccount = "account";

    /// <summary>The name of the type of its event.</summary>
    public string Type { get; } = BuiltIns.Types([])[(int)Kind].Name;

    /// <summary>Whether a person may take it back.</summary>
    public bool CanBeVoided { get; init; }

    /// <summary>The field that names what it is about: given in the address or the body, or else made up.</summary>
    public required string About { get; init; }

    /// <summary>Whether its event names who acts.</summary>
    public bool NamesPerson { get; init; } = true;

    /// <summary>The field in which its event says whose side acts, <c>vendor</c> or <c>customer</c>; null for none.</summary>
    public string? Side { get; init; }

    /// <summary>Whether the act is the account's own.</summary>
    public bool IsOfAccount => Roles == Role.Account;

    /// <summary>Whether whoever shows a key acts as the account.</summary>
    public bool IsByAccount(Key key) =>
        Roles.Contains(Role.Account) && key.Roles.Contains(Role.Account);

    /// <summary>The fields of its event that stand in the address.</summary>
    public ImmutableArray<string> InAddress { get; } =
    [
        .. Pattern
            .Split('/')
            .Where(part => part is ['{', .., '}'])
            .Select(part => part[1..^1])
            .Where(name => name != OfAccount),
    ];
}
