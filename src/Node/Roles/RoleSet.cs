using System.Collections.Immutable;

namespace Evenhand.Node.Roles;

/// <summary>Several roles at once, without an order.</summary>
public readonly record struct RoleSet
{
    private readonly uint bits;

    private RoleSet(uint bits) => this.bits = bits;

    /// <summary>A set of roles; naming one twice is as good as once.</summary>
    public static RoleSet Of(params IEnumerable<Role> roles) =>
        new(roles.Aggregate(0u, (bits, role) => bits | 1u << (int)role));

    /// <summary>One role alone.</summary>
    public static implicit operator RoleSet(Role role) => Of(role);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>The roles, in the order of their numbers.</summary>
    public ImmutableArray<Role> All => [.. Enum.GetValues<Role>().Where(Contains)];

    /// <summary>Whether a role is among them.</summary>
    public bool Contains(Role role) => (bits & 1u << (int)role) != 0;

    /// <summary>Whether one of them is among others.</summary>
    public bool Overlaps(RoleSet others) => (bits & others.bits) != 0;

    /// <summary>As they are written: <c>ingest, billing</c>.</summary>
    public override string ToString() => string.Join(", ", All.Select(Word));

    /// <summary>A role as it is written.</summary>
    public static string Word(Role role) => role.ToString().ToLowerInvariant();
}
