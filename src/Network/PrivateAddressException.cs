namespace Evenhand.Network;

/// <summary>A host that somebody else named is in somebody's own network, to which nothing is to go.</summary>
/// <param name="host">The host, as it was named.</param>
public sealed class PrivateAddressException(string host)
    : IOException($"{host} is at no public address");
