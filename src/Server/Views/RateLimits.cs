using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Evenhand.Core.Gate;
using Evenhand.Core.Time;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Views;

/// <summary>
/// The fields <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers): an item for each clause
/// that may stand against the act, with whole quantities, rounded down, and the length of its window where it has one.
/// </summary>
internal static class RateLimits
{
    /// <summary>The largest integer of a structured field (RFC 9651).</summary>
    private const decimal Largest = 999_999_999_999_999;

    /// <summary>What nearly every slug is made of; it stands as it is.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-"
    );

    /// <summary>Where the two are written, again and again: each ask has them.</summary>
    [ThreadStatic]
    private static (StringBuilder Limits, StringBuilder Policies)? ofThread;

    public static void Set(IHeaderDictionary fields, ImmutableArray<BoundLeft> bounds, Moment now)
    {
        var (limits, policies) = ofThread ??= (new StringBuilder(), new StringBuilder());
        limits.Clear();
        policies.Clear();
        for (var place = 0; place < bounds.Length; place++)
        {
            var bound = bounds[place];
            if (!IsTold(bounds, place))
                continue;
            Begin(policies, bound.Clause.Slug, "q", bound.Amount);
            if (bound.WindowSeconds > 0)
                policies.Append(CultureInfo.InvariantCulture, $";w={bound.WindowSeconds}");
            Begin(limits, bound.Clause.Slug, "r", bound.Left);
            if (bound.Resets is { } resets)
                limits.Append(CultureInfo.InvariantCulture, $";t={Seconds(resets - now)}");
        }
        if (limits.Length == 0)
            return;
        fields["RateLimit"] = limits.ToString();
        fields["RateLimit-Policy"] = policies.ToString();
    }

    // A name stands once: of several bounds of a clause the tightest is told, of equal ones the first.
    private static bool IsTold(ImmutableArray<BoundLeft> bounds, int place)
    {
        for (var other = 0; other < bounds.Length; other++)
            if (
                other != place
                && bounds[other].Clause == bounds[place].Clause
                && (
                    bounds[other].IsTighterThan(bounds[place])
                    || other < place && !bounds[place].IsTighterThan(bounds[other])
                )
            )
                return false;
        return true;
    }

    private static void Begin(StringBuilder list, string clause, string parameter, decimal amount)
    {
        list.Append(list.Length == 0 ? "\"" : ", \"");
        if (clause.AsSpan().ContainsAnyExcept(Plain))
            foreach (var rune in clause.EnumerateRunes())
                Append(list, rune);
        else
            list.Append(clause);
        var whole = (long)Math.Clamp(amount, 0, Largest);
        list.Append(CultureInfo.InvariantCulture, $"\";{parameter}={whole}");
    }

    /// <summary>A structured string holds printable ASCII; what else a slug has is written as in an address.</summary>
    private static void Append(StringBuilder list, Rune rune)
    {
        if (rune is { IsAscii: true, Value: > ' ' and < 127 and not '"' and not '\\' })
            list.Append((char)rune.Value);
        else
            list.Append(Uri.EscapeDataString(rune.ToString()));
    }

    private static long Seconds(TimeSpan span) =>
        Math.Max(0, (span.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
