using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>
/// The latest answers of an account, for whoever looks into them; asks are not stored. Most answers allow without a
/// reason: of those only the time and the id are kept, as numbers, so that they leave the collector nothing to follow.
/// </summary>
internal sealed class RecentDecisions
{
    /// <summary>How many are kept.</summary>
    public const int Most = 32;

    private const int HexDigits = 24;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private Entry[] ring = [];
    private int next;

    /// <summary>Keeps an answer.</summary>
    public void Add(Decision decision)
    {
        if (next == ring.Length && next < Most)
            Array.Resize(ref ring, Math.Clamp(2 * next, 1, Most));
        next %= Most;
        ring[next++] =
            decision.Reasons.IsEmpty && decision.Tells.IsEmpty && IsOurs(decision.Id, out var id)
                ? new Entry(decision.Time, id, null)
                : new Entry(decision.Time, 0, decision);
    }

    /// <summary>Newest first.</summary>
    /// <param name="account">The account.</param>
    public IEnumerable<Decision> Latest(AccountId account)
    {
        for (var back = 1; back <= ring.Length; back++)
        {
            var entry = ring[(next + ring.Length - back) % ring.Length];
            if (entry.Time == default)
                yield break;
            yield return entry.Whole
                ?? new Decision(
                    entry.Time,
                    account,
                    entry.Id.ToString($"x{HexDigits}", CultureInfo.InvariantCulture),
                    Outcome.Allow,
                    [],
                    []
                );
        }
    }

    /// <summary>Whether an id is one that the node gave: a number in hexadecimal.</summary>
    private static bool IsOurs(string id, out UInt128 number)
    {
        number = 0;
        if (id.Length != HexDigits || id.AsSpan().ContainsAnyExcept(Digits))
            return false;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        Convert.FromHexString(id, bytes[^(HexDigits / 2)..], out _, out _);
        number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    private readonly record struct Entry(Moment Time, UInt128 Id, Decision? Whole);
}
