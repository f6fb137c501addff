using Microsoft.AspNetCore.Authentication;

namespace Evenhand.Server.Access;

/// <summary>What came back from the provider.</summary>
/// <param name="Subject">Who somebody is there; null where it did not say.</param>
/// <param name="Trip">What was known when somebody left; null where that cannot be told.</param>
/// <param name="Why">Why it did not say, for the log; null where it did.</param>
internal sealed record ProviderAnswer(
    ProviderSubject? Subject,
    AuthenticationProperties? Trip,
    string? Why
)
{
    /// <summary>A thing that was known when somebody left.</summary>
    public string? Known(string name) =>
        Trip?.Items.TryGetValue(name, out var value) == true ? value : null;
}

/// <summary>Somebody, as the provider knows it.</summary>
/// <param name="Issuer">The provider, as it calls itself.</param>
/// <param name="Subject">Its own name for it, which never changes.</param>
/// <param name="Email">The address that the provider has verified; null where it has none.</param>
internal sealed record ProviderSubject(string Issuer, string Subject, string? Email);
