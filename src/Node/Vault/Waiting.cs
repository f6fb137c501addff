using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;

namespace Evenhand.Node.Vault;

/// <summary>Tells what of an account's bytes waits, and why. In the account's turn.</summary>
internal static class Waiting
{
    /// <summary>Names that are told of one reason.</summary>
    private const int Told = 10;

    /// <summary>What waits, by its reason.</summary>
    public static VaultWait[] Of(ServedAccount account, Moment now) =>
        account.Bytes is not { } bytes
            ? []
            :
            [
                .. bytes
                    .Queue.Waiting.GroupBy(each => WhyOf(account.Live, bytes, each, now))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group =>
                        Of(account.Name, group.Key, [.. group], bytes.Queue.Delay, now)
                    ),
            ];

    private static string WhyOf(LiveAccount? live, BytesBook bytes, KeptBytes its, Moment now) =>
        its.Hindrance is { } hindrance && hindrance.StartsWith(BytesQueue.Failing, Exactly)
            ? BytesQueue.Failing
        : its.IsLeaving ? "next"
        : live is not null && bytes.WhatStops(live, now, its) is { } stops ? stops
        : its.DueAfter(bytes.Queue.Delay) > now ? "delay"
        : "next";

    private static VaultWait Of(
        AccountId account,
        string why,
        IReadOnlyList<KeptBytes> its,
        TimeSpan delay,
        Moment now
    ) =>
        new(
            account,
            "removal",
            why,
            its.Count,
            its.Sum(each => each.Bytes),
            its.Min(each => each.Gone == Moment.Never ? now : each.Gone),
            its.Min(each => Moment.Max(each.DueAfter(delay), now))
        )
        {
            Detail = why == BytesQueue.Failing ? its[0].Hindrance![(why.Length + 2)..] : null,
            Objects = [.. its.Take(Told).Select(each => each.Thing)],
        };

    private const StringComparison Exactly = StringComparison.Ordinal;
}
