using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>A folder of a ShareFile account, and how it is reached.</summary>
/// <param name="Subdomain">The account's subdomain.</param>
/// <param name="Folder">The folder's id, or <c>home</c> for the user's own.</param>
internal sealed record ShareFilePlace(string Subdomain, string Folder)
{
    private const string Home = "home";

    /// <summary>Where both the API and tokens are, where that is not ShareFile's own; null for that.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The place that terms of the kind say.</summary>
    public static ShareFilePlace Of(TargetTerms terms) =>
        new(terms["subdomain"], terms.Setting("folder") ?? Home)
        {
            Endpoint = terms.Address("endpoint"),
        };

    /// <summary>Where tokens are asked for.</summary>
    public Uri TokenAddress =>
        new(Endpoint ?? new Uri($"https://{Subdomain}.sharefile.com/"), "oauth/token");

    /// <summary>Something of an item, or the item itself.</summary>
    public Uri Item(string id, string about = "") =>
        new(
            Endpoint ?? new Uri($"https://{Subdomain}.sf-api.com/"),
            $"sf/v3/Items({Uri.EscapeDataString(id)}){about}"
        );

    /// <inheritdoc cref="Answers.Address"/>
    public Uri Named(string? address) =>
        Answers.Address(address, Endpoint?.Scheme, $"ShareFile's account {Subdomain}");
}
