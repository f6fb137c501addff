using System.Net;
using System.Net.Sockets;
using Evenhand.Core.Time;

namespace Evenhand.Server.Access;

/// <summary>
/// Attempts to sign in that failed, by person and by address. A person's door shuts after few, an address's after many, since many
/// people may share one. A name that nobody has is counted nowhere: whoever tries it is told the same words.
/// </summary>
/// <param name="now">The present.</param>
internal sealed class Attempts(Func<Moment> now)
{
    /// <summary>Failures in a row that shut a person's door.</summary>
    public const int MostOfPerson = 5;

    /// <summary>Failures that shut an address's.</summary>
    public const int MostOfAddress = 100;

    /// <summary>How long a door stays shut, and after how long a failure is forgotten.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(15);

    /// <summary>Counts that are kept; the oldest makes room.</summary>
    private const int MostKept = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Failures, Moment Until)> counts = new(
        StringComparer.Ordinal
    );

    /// <summary>Whether so many attempts failed from an address that it waits.</summary>
    public bool IsShut(IPAddress? address)
    {
        lock (gate)
            return Of(NameOf(address)) >= MostOfAddress;
    }

    /// <summary>Notes a failure from an address.</summary>
    public void Fail(IPAddress? address) => Count(NameOf(address));

    /// <summary>
    /// Begins an attempt as a person: it counts as a failure until <see cref="Forget"/> says otherwise, so that many at once try no
    /// more than one after another.
    /// </summary>
    /// <param name="door">The person, and by what.</param>
    /// <param name="isLast">Whether the door is shut if this one fails.</param>
    /// <returns>Whether the door is open.</returns>
    public bool TryBegin(string door, out bool isLast)
    {
        lock (gate)
        {
            isLast = false;
            if (Of(door) >= MostOfPerson)
                return false;
            isLast = Count(door) == MostOfPerson;
            return true;
        }
    }

    /// <summary>Whoever came in is counted from nought again.</summary>
    public void Forget(string door)
    {
        lock (gate)
            counts.Remove(door);
    }

    private int Count(string name)
    {
        lock (gate)
        {
            var failures = Of(name) + 1;
            if (counts.Count >= MostKept && !counts.ContainsKey(name))
                MakeRoom();
            counts[name] = (failures, now() + Lasting);
            return failures;
        }
    }

    private int Of(string name) =>
        counts.TryGetValue(name, out var kept) && kept.Until > now() ? kept.Failures : 0;

    private void MakeRoom()
    {
        foreach (var (name, kept) in counts)
            if (kept.Until <= now())
                counts.Remove(name);
        if (counts.Count >= MostKept)
            counts.Remove(counts.MinBy(each => each.Value.Until).Key);
    }

    /// <summary>Of IPv6 the network: a single machine has all of its addresses.</summary>
    private static string NameOf(IPAddress? address)
    {
        if (address is null)
            return "nowhere";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
