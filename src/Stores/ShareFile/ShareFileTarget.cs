using Evenhand.Network;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>Customers' folders in ShareFile.</summary>
internal static class ShareFileTarget
{
    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "sharefile",
        [
            new("subdomain", "the account's subdomain: of acme.sharefile.com acme")
            {
                IsNeeded = true,
            },
            new("client-id", "the id of the API key") { IsNeeded = true },
            new("client-secret", "the secret of the API key") { IsNeeded = true, IsSecret = true },
            new("username", "who signs in") { IsNeeded = true },
            new("password", "the user's password for applications")
            {
                IsNeeded = true,
                IsSecret = true,
            },
            new(
                "folder",
                "the id of the folder for the copies; the user's own where it is left out"
            ),
            new("endpoint", "where the API and tokens are, where that is not ShareFile's own")
            {
                Form = TermForm.Address,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience, TimeProvider.System)
    )
    {
        Objection = terms =>
            HostWords.Are(terms["subdomain"]) && !terms["subdomain"].Contains('.')
                ? null
                : "`subdomain` takes small letters, digits and hyphens",
    };

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static FileTarget<ShareFileItem> Open(
        TargetTerms terms,
        Outward outward,
        TimeSpan patience,
        TimeProvider clock
    )
    {
        var place = ShareFilePlace.Of(terms);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = terms["client-id"],
            ["client_secret"] = terms.Secret("client-secret")!,
            ["username"] = terms["username"],
            ["password"] = terms.Secret("password")!,
        };
        var signIn = new SignIn(place.TokenAddress, form, clock);
        return new FileTarget<ShareFileItem>(
            new ShareFileFiles(place, new SignedCalls(outward, signIn, patience, clock))
        );
    }
}
