using Evenhand.Core.Time;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Accounts on the wire.</summary>
public static class AccountViews
{
    public static AccountView Of(AccountSummary account) =>
        new()
        {
            Id = account.Id.Text,
            Name = account.Name.Length > 0 ? account.Name : null,
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
            Wallet = account.Wallet,
            Parked = account.Parked is { } parked ? Of(parked) : null,
        };

    private static ParkedView Of(Parking parked) =>
        new()
        {
            Reason = parked.Reason,
            Since = Instants.Of(parked.Since),
            Again = Instants.Of(Moment.Max(parked.Again, parked.Since)),
        };

    private static string Standing(AccountSummary account) =>
        account switch
        {
            { Parked: not null } => "parked",
            { Opened: null } => "unopened",
            { Ended: not null } => "ended",
            { Standing: "good" } => "active",
            _ => account.Standing,
        };
}
