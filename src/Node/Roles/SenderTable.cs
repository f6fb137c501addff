using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Roles;

/// <summary>Who may send an event of a type.</summary>
/// <param name="Type">The type's name, or in words which types.</param>
/// <param name="Kind">The built-in type; null for all that the catalogue declares.</param>
/// <param name="Roles">The roles that may send it; none where no key may.</param>
/// <param name="Note">What else holds, in words; empty for nothing.</param>
public sealed record SenderRow(string Type, Kind? Kind, RoleSet Roles, string Note = "");

/// <summary>
/// Every built-in type and who may send it. This is the one place that says so; what a void takes back is what its
/// sender may send.
/// </summary>
public static class SenderTable
{
    private static readonly RoleSet Users = RoleSet.Of(Role.Ingest, Role.Admin);
    private static readonly RoleSet Parties = RoleSet.Of(Role.Operator, Role.Admin);
    private static readonly RoleSet Payers = RoleSet.Of(Role.Billing, Role.Admin);

    /// <summary>The rows: usage, and then each built-in type.</summary>
    public static ImmutableArray<SenderRow> Rows { get; } =
    [
        new(
            "usage: every other type",
            null,
            Users,
            "account: the types that a policy names as `resumed-by`, for itself"
        ),
        new("account.opened", Kind.Opened, Parties),
        new("account.terminated", Kind.Terminated, Parties),
        new("seats.set", Kind.Seats, Parties),
        new("plan.set", Kind.Plan, Parties),
        new("addon.added", Kind.AddOnAdded, Parties),
        new("addon.removed", Kind.AddOnRemoved, Parties),
        new(
            "limit.set",
            Kind.Limit,
            RoleSet.Of(Role.Operator, Role.Account, Role.Admin),
            "account: for itself"
        ),
        new("exception.granted", Kind.Exception, Parties),
        new("report.filed", Kind.Report, Parties),
        new("charge.waived", Kind.Waived, Payers),
        new("charge.confirmed", Kind.Confirmed, Payers),
        new("wallet.topped-up", Kind.TopUp, Payers),
        new("fx.published", Kind.Rates, Payers),
        new(
            "usage.voided",
            Kind.Voided,
            RoleSet.Of(Role.Ingest, Role.Operator, Role.Billing, Role.Admin),
            "of what the key may send itself"
        ),
        .. Enum.GetValues<Kind>()
            .Where(kind => IsOfStanding((int)kind) || IsOfKeepers((int)kind))
            .Select(kind => new SenderRow(NameOf(kind), kind, default, "has a route of its own")),
        .. Enum.GetValues<Kind>()
            .Where(kind => IsOfVault((int)kind) && !IsOfKeepers((int)kind))
            .Select(OfVault),
        new("typical.compared", Kind.Compared, default, "the server says it as it states a cycle"),
        new("gate.asked", Kind.Asked, default, "asks go to POST /v1/gate"),
    ];

    /// <summary>The account sets its own rules and targets; what was carried out is told by whoever does it.</summary>
    private static SenderRow OfVault(Kind kind) =>
        kind <= Kind.OffloadDeactivated
            ? new(
                NameOf(kind),
                kind,
                RoleSet.Of(Role.Operator, Role.Account, Role.Admin),
                "account: for itself"
            )
            : new(NameOf(kind), kind, Users, "what was carried out");

    private static string NameOf(Kind kind) => Types([])[(int)kind].Name;

    private static readonly SenderRow[] ByKind =
    [
        .. Enum.GetValues<Kind>().Select(kind => Rows.Single(row => row.Kind == kind)),
    ];

    /// <summary>The row of a type.</summary>
    /// <param name="type">Its place in the catalogue.</param>
    public static SenderRow Of(ushort type) => type < ByKind.Length ? ByKind[type] : Rows[0];

    /// <summary>What keys of some roles may send, and so take back.</summary>
    public static Matter Reach(RoleSet roles)
    {
        if (roles.Contains(Role.Admin))
            return Matter.All;
        return (roles.Contains(Role.Ingest) ? Matter.Usage : 0)
            | (roles.Contains(Role.Operator) ? Matter.Terms : 0)
            | (roles.Contains(Role.Billing) ? Matter.Money : 0);
    }
}
