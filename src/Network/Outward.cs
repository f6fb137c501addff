using System.Net;
using System.Net.Sockets;

namespace Evenhand.Network;

/// <summary>
/// The way to servers that somebody else named. Where a connection goes is judged as it is made: a name may point elsewhere by then than when it was
/// set. No redirect is followed, for it would lead past whoever named the server.
/// </summary>
/// <param name="allowsPrivate">Whether it leads to addresses of somebody's own network too, and without TLS.</param>
public sealed class Outward(bool allowsPrivate)
{
    private const int MostOfHeadersInKilobytes = 16;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    /// <summary>Whether it leads to addresses of somebody's own network too, and without TLS.</summary>
    public bool AllowsPrivate => allowsPrivate;

    /// <summary>Whether a host may be meant, as far as its words tell: a name may, and an address where it is one that is allowed.</summary>
    /// <param name="host">A name or an address; one of six words may stand in brackets.</param>
    public bool MayBeAt(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return !IPAddress.TryParse(host.Trim('[', ']'), out var literal) || Allows(literal);
    }

    /// <summary>The addresses that a host has now, of those that are allowed.</summary>
    /// <exception cref="PrivateAddressException">It has others only.</exception>
    /// <exception cref="SocketException">It has none.</exception>
    public async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var all = await Dns.GetHostAddressesAsync(host.Trim('[', ']'), cancel)
            .ConfigureAwait(false);
        IPAddress[] allowed = [.. all.Where(Allows)];
        return allowed.Length > 0 || all.Length == 0
            ? allowed
            : throw new PrivateAddressException(host);
    }

    /// <summary>What carries requests of HTTP on this way: whose connections are judged, which follows nothing and keeps nothing.</summary>
    public SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MostOfHeadersInKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = ConnectPatience,
            ConnectCallback = (context, stop) => ConnectAsync(context.DnsEndPoint, stop),
        };

    private bool Allows(IPAddress address) => allowsPrivate || PublicAddresses.Has(address);

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancel)
    {
        var addresses = await AddressesAsync(to.Host, cancel).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
