using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Evenhand.Network;

/// <summary>Which addresses are of the public internet; the others are of somebody's own network, or of nobody.</summary>
public static class PublicAddresses
{
    /// <summary>What IANA lists as not globally reachable (the registries of special-purpose addresses), and multicast.</summary>
    private static readonly ImmutableArray<IPNetwork> OfFour =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
    ];

    /// <summary>Within what is global, prefixes that carry an address of the other kind, or are for documents.</summary>
    private static readonly ImmutableArray<IPNetwork> OfSix =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is public.</summary>
    /// <param name="address">An address of either kind.</param>
    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !OfFour.Any(net => net.Contains(address))
            : Global.Contains(address) && !OfSix.Any(net => net.Contains(address));
    }
}
