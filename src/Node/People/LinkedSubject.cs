namespace Evenhand.Node.People;

/// <summary>What a provider calls a person (OpenID Connect Core, 5.7: the two together are one name, and nothing else is).</summary>
/// <param name="Issuer">The provider, as it calls itself.</param>
/// <param name="Subject">Its own name for the person, which never changes.</param>
public sealed record LinkedSubject(string Issuer, string Subject);
