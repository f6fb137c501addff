using System.Collections.Immutable;
using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Evenhand.Tests.Provider;

/// <summary>Who comes.</summary>
/// <param name="Subject">The provider's name for it; empty for somebody who says no.</param>
/// <param name="Email">Its address.</param>
/// <param name="IsVerified">Whether the provider has verified that.</param>
internal sealed record Who(string Subject, string Email, bool IsVerified)
{
    /// <summary>What goes into the code that it comes back with.</summary>
    public ClaimsPrincipal Principal(ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Subject);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        return principal;
    }
}
