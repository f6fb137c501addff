using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Prepaid money.</summary>
internal sealed class WalletRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/accounts/{account}/wallet", Show)
            .Describe("Accounts", "Show what is left of prepaid money, and what moved it")
            .WithDescription(
                "Top-ups, and what acts drew of what no allowance covered, in the order of time, each with the balance then and the "
                    + "event that made it."
            )
            .Fails(400, 404);

    private Ok<WalletPage> Show(string account, string? after, string? limit) =>
        TypedResults.Ok(
            Of(
                node.Wallet(new AccountId(account), after, Query.Limit(limit))
                    ?? throw Refusal.NoAccount()
            )
        );

    private static WalletPage Of(WalletHistory wallet) =>
        new()
        {
            Account = wallet.Account.Text,
            Time = Instants.Of(wallet.Time),
            Currency = wallet.Currency,
            Balance = wallet.Balance.ToString(),
            Items = [.. wallet.Events.Select(Of)],
            Next = wallet.Next,
        };

    private static WalletEntry Of(WalletEvent moved) =>
        new()
        {
            Time = Instants.Of(moved.Movement.Time),
            Amount = moved.Movement.Amount.ToString(),
            Balance = moved.Movement.Balance.ToString(),
            Clause = moved.Movement.Cited?.Clause.Slug,
            Title = moved.Movement.Cited?.Title,
            ClauseUrl = moved.Movement.Cited is { } cited ? Addresses.Of(cited) : null,
            Source = moved.Source,
            Id = moved.Id,
            Type = moved.Type,
        };
}
