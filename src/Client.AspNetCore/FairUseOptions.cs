using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Client.AspNetCore;

/// <summary>How endpoints are put under a policy; each endpoint may have its own.</summary>
public sealed class FairUseOptions
{
    /// <summary>The claim that names the account, unless <see cref="Account"/> is set.</summary>
    public string AccountClaim { get; set; } = "account";

    /// <summary>Whose act a request is; null where that is not known, and the request is refused.</summary>
    public Func<HttpContext, string?>? Account { get; set; }

    /// <summary>The data of the act, for the ask and, in the end, for its event. Null for none.</summary>
    public Func<HttpContext, JsonObject?>? With { get; set; }

    /// <summary>What to do while the server cannot be reached; the client's choice by default.</summary>
    public FailMode? WhenUnavailable { get; set; }

    /// <summary>Whether the act happened and is to be reported; by default, if the status is below 400.</summary>
    public Func<HttpContext, bool> Counts { get; set; } =
        context => context.Response.StatusCode < 400;

    /// <summary>
    /// The address at which people of the account see one allowance, by the slug of its clause: a page of this application that has a
    /// link to the portal made (<c>POST /v1/accounts/{account}/portal-links</c> with <c>clause</c>) and leads there. It goes along
    /// with a denial as <c>portal_url</c>. Null for none.
    /// </summary>
    public Func<HttpContext, string, string?>? Portal { get; set; }

    internal FairUseOptions Copy() => (FairUseOptions)MemberwiseClone();
}
