using Evenhand.Node.Audit;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Entries of the trail on the wire.</summary>
public static class AuditViews
{
    public static AuditView Of(AuditEntry entry) =>
        new()
        {
            At = Instants.Of(entry.At),
            Account = entry.Account.IsNone ? null : entry.Account.Text,
            Type = entry.Type,
            Source = entry.Source,
            Id = entry.Id,
            By = entry.By is { } by ? Of(by) : null,
            Detail = entry.Detail,
        };

    private static AuditedBy Of(Doer by) =>
        new()
        {
            Key = by.Key,
            Name = by.Name,
            Roles = by.Roles is { } roles ? [.. roles.Select(KeyViews.Wire)] : null,
            Person = by.Person,
            Via = by.Via,
        };
}
