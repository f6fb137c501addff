using Evenhand.Client.Wire;
using Evenhand.Runtime.Serving.Views;

namespace Evenhand.Server.Views;

/// <summary>Accounts on the wire.</summary>
internal static class AccountViews
{
    public static AccountView Of(AccountSummary account) =>
        new()
        {
            Id = account.Id,
            Policy = account.Policy,
            Version = account.Version,
            Currency = account.Currency,
            TimeZone = account.TimeZone,
            Plan = account.Plan.Length > 0 ? account.Plan : null,
            Seats = new Seats { Licensed = account.Licensed, Restricted = account.Restricted },
            Opened = Instants.Of(account.Opened),
            Ended = Instants.Of(account.Ended),
            Standing = Standing(account),
            OpenCases = account.OpenCases,
        };

    private static string Standing(AccountSummary account) =>
        account switch
        {
            { Opened: null } => "unopened",
            { Ended: not null } => "ended",
            _ => "active",
        };
}
