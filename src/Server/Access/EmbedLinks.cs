using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>
/// Addresses of elements that a vendor's own pages show in frames. Account and element are sealed in each, for cookies do not reach
/// there; it opens that element and nothing else, and lets nobody do anything.
/// </summary>
/// <param name="seals">Seals them.</param>
/// <param name="now">The present.</param>
internal sealed class EmbedLinks(Seals seals, Func<Moment> now)
{
    /// <summary>Where the elements are.</summary>
    public const string Page = "/embed";

    /// <summary>The element that shows one allowance; its address names the clause, too.</summary>
    public const string Allowance = "allowance";

    /// <summary>The elements.</summary>
    public static ImmutableArray<string> Elements { get; } =
    ["usage", Allowance, "bill", "notices"];

    private readonly SignedLink links = new(seals.For("embedded element"));

    /// <summary>The address of an element, from the server's root.</summary>
    /// <param name="account">The account.</param>
    /// <param name="element">One of <see cref="Elements"/>.</param>
    /// <param name="clause">The clause of an allowance; null for other elements.</param>
    /// <param name="until">The first instant at which it opens nothing any more.</param>
    public string AddressOf(string account, string element, string? clause, out Moment until)
    {
        until = now() + Sessions.Lasting;
        var path = clause is null ? $"{Page}/{element}" : $"{Page}/{element}/{clause}";
        var shown = clause is null ? path : $"{Page}/{element}/{Uri.EscapeDataString(clause)}";
        return $"{shown}?token={links.Make(account, until, path)}";
    }

    /// <summary>As if the account's own key had been shown; null where no good token of this very element is.</summary>
    public Key? Find(HttpContext context) =>
        links.TryRead(context.Request.Query["token"], now(), out var account, out var path)
        && context.Request.Path == path
            ? new Key(
                $"embed:{account}",
                Role.Account,
                new AccountId(account),
                "embed",
                now(),
                Revoked: null
            )
            : null;
}
