using Evenhand.Network;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>Customers' libraries in SharePoint, by Microsoft Graph.</summary>
internal static class SharePointTarget
{
    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "sharepoint",
        [
            new("tenant", "the directory of Microsoft Entra, by its id or a domain")
            {
                IsNeeded = true,
            },
            new("client-id", "the id of the application that may write there") { IsNeeded = true },
            new("client-secret", "the application's secret") { IsNeeded = true, IsSecret = true },
            new("site", "the site, such as contoso.sharepoint.com/sites/records")
            {
                IsNeeded = true,
            },
            new("library", "the library; the site's own documents where it is left out"),
            new("folder", "the folder for the copies; the library itself where it is left out"),
            new("endpoint", "where Microsoft Graph is, where that is not Microsoft's public cloud")
            {
                Form = TermForm.Address,
            },
            new("sign-in", "where tokens are given, where that is not Microsoft's public cloud")
            {
                Form = TermForm.Address,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience, TimeProvider.System)
    )
    {
        Objection = terms =>
            SharePointPlace.IsPath(terms.Setting("folder") ?? "")
            && SharePointPlace.IsPath(terms["site"])
                ? null
                : "neither `folder` nor `site` has parts that are dots alone",
    };

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static FileTarget<SharePointFile> Open(
        TargetTerms terms,
        Outward outward,
        TimeSpan patience,
        TimeProvider clock
    )
    {
        var place = SharePointPlace.Of(terms);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = place.Client,
            ["client_secret"] = terms.Secret("client-secret")!,
            ["scope"] = place.Scope,
        };
        var signIn = new SignIn(place.TokenAddress, form, clock);
        return new FileTarget<SharePointFile>(
            new SharePointFiles(place, new SignedCalls(outward, signIn, patience, clock))
        );
    }
}
