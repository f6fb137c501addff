using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>A folder of a library of a SharePoint site, and how it is reached.</summary>
/// <param name="Site">The site, as <c>contoso.sharepoint.com/sites/records</c>.</param>
/// <param name="Folder">The folder in the library, without slashes around it; empty for the library itself.</param>
internal sealed record SharePointPlace(string Site, string Folder)
{
    /// <summary>How the API calls the top of a library.</summary>
    private const string Top = "root";

    private static readonly Uri Graph = new("https://graph.microsoft.com/");
    private static readonly Uri Login = new("https://login.microsoftonline.com/");

    /// <summary>The library's name; null for the site's own documents.</summary>
    public string? Library { get; init; }

    /// <summary>Where Microsoft Graph is.</summary>
    public Uri Endpoint { get; init; } = Graph;

    /// <summary>Where tokens are given.</summary>
    public Uri SignIn { get; init; } = Login;

    /// <summary>The directory, by its id or a domain.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The application's id.</summary>
    public string Client { get; init; } = "";

    /// <summary>The place that terms of the kind say.</summary>
    public static SharePointPlace Of(TargetTerms terms) =>
        new(
            terms["site"].Replace("https://", "", StringComparison.Ordinal).TrimEnd('/'),
            terms.Setting("folder")?.Trim('/') ?? ""
        )
        {
            Library = terms.Setting("library"),
            Endpoint = terms.Address("endpoint") ?? Graph,
            SignIn = terms.Address("sign-in") ?? Login,
            Tenant = terms["tenant"],
            Client = terms["client-id"],
        };

    /// <summary>Where tokens are asked for.</summary>
    public Uri TokenAddress => new(SignIn, $"{Escaped(Tenant)}/oauth2/v2.0/token");

    /// <summary>What tokens are asked for.</summary>
    public string Scope => new Uri(Endpoint, ".default").AbsoluteUri;

    /// <summary>The site itself.</summary>
    public Uri SiteAddress =>
        Site.Split('/', 2) is [var host, var path]
            ? At($"sites/{Escaped(host)}:/{EscapedPath(path)}")
            : At($"sites/{Escaped(Site)}");

    /// <summary>A file of a library, and what is asked of it.</summary>
    public Uri File(string drive, string name, string about = "") =>
        At(
            $"drives/{Escaped(drive)}/{Top}:/{EscapedPath(Folder.Length > 0 ? $"{Folder}/{name}" : name)}{about}"
        );

    /// <summary>Something of the API.</summary>
    public Uri At(string path) => new(Endpoint, $"v1.0/{path}");

    /// <inheritdoc cref="Answers.Address"/>
    public Uri Named(string? address) => Answers.Address(address, Endpoint.Scheme, Endpoint.Host);

    /// <summary>Whether a path leads to where it says: a part of dots would lead out of it.</summary>
    public static bool IsPath(string path) => !path.Split('/').Any(part => part is "." or "..");

    /// <summary>A part of a path.</summary>
    public static string Escaped(string part) => Uri.EscapeDataString(part);

    private static string EscapedPath(string path) =>
        string.Join('/', path.Split('/').Select(Escaped));
}
