using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Stored;

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
                    .Queue.Waiting.GroupBy(each =>
                        (Job: JobOf(each), Why: WhyOf(account.Live, bytes, each, now))
                    )
                    .OrderBy(group => group.Key.Job, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Why, StringComparer.Ordinal)
                    .Select(group =>
                        Of(account.Name, group.Key, [.. group], bytes.Queue.Delay, now)
                    ),
                .. OfExport(account, bytes, now),
                .. bytes.Copies.All.SelectMany(queue => OfCopies(account, bytes, queue, now)),
            ];

    private static IEnumerable<VaultWait> OfExport(
        ServedAccount account,
        BytesBook bytes,
        Moment now
    )
    {
        if (account.Live is not { } live || bytes.Exports.NextOf(live, now) is not { } asked)
            yield break;
        var (_, why, _) = bytes.Exports.Wait;
        var isFailing = why?.StartsWith(BytesQueue.Failing, Exactly) == true;
        yield return new VaultWait(
            account.Name,
            "export",
            isFailing ? BytesQueue.Failing : why ?? "next",
            asked.Things,
            0,
            asked.Requested,
            Moment.Max(bytes.Queue.ExportDue, now)
        )
        {
            Detail = isFailing ? why![(BytesQueue.Failing.Length + 2)..] : null,
        };
    }

    private static IEnumerable<VaultWait> OfCopies(
        ServedAccount account,
        BytesBook bytes,
        CopyQueue queue,
        Moment now
    )
    {
        var (set, wrong) = (
            account.CopyTargets.Find(queue.Target),
            account.CopyTargets.Failing(queue.Target)
        );
        foreach (var group in queue.All.GroupBy(copy => WhyOf(copy, set is not null, wrong)))
        {
            DueCopy[] its = [.. group];
            yield return new VaultWait(
                account.Name,
                "copy",
                group.Key.Why,
                its.Length,
                its.Sum(copy => SizeOf(account, bytes, copy, now)),
                its.Min(copy => copy.Since),
                its.Min(copy => Moment.Max(Moment.Max(copy.Again, queue.Again), now))
            )
            {
                Target = queue.Target,
                Detail = group.Key.Detail,
                Objects = [.. its.Take(Told).Select(copy => copy.Thing)],
            };
        }
    }

    /// <summary>Why a copy waits. What is wrong with its target is wrong with each that is to go there.</summary>
    private static (string Why, string? Detail) WhyOf(
        DueCopy copy,
        bool isSet,
        OffloadFailing? wrong
    ) =>
        !isSet ? ("target", null)
        : copy.Why?.StartsWith(BytesQueue.Failing, Exactly) == true
            ? (BytesQueue.Failing, copy.Why[(BytesQueue.Failing.Length + 2)..])
        : copy.Why is null && wrong is not null ? (BytesQueue.Failing, wrong.Why)
        : (copy.Why ?? "next", null);

    private static long SizeOf(ServedAccount account, BytesBook bytes, DueCopy copy, Moment now) =>
        account.Live is { } live
        && VaultReading.Find(live, now, copy.Thing) is { } its
        && bytes.Of(copy.Thing, its.Stored) is { } kept
            ? kept.Bytes
            : 0;

    private static string JobOf(KeptBytes its) =>
        its.Gone != Moment.Never || its.IsLeaving ? "removal"
        : its.AreCold != its.CountAsCold ? "move"
        : its.AreAwaited || its.Promised.Count > 0 ? "retrieval"
        : "return";

    private static string WhyOf(LiveAccount? live, BytesBook bytes, KeptBytes its, Moment now) =>
        its.Hindrance is { } hindrance && hindrance.StartsWith(BytesQueue.Failing, Exactly)
            ? BytesQueue.Failing
        : its.Hindrance == BytesQueue.Restoring ? BytesQueue.Restoring
        : its.IsLeaving ? "next"
        : its.Gone == Moment.Never
        && JobOf(its) == "move"
        && its.CountAsCold
        && its.ExportedUntil > now
            ? BytesQueue.Exported
        : its.Gone == Moment.Never
            ? its.DueAfter(bytes.Queue.Delay) > now ? "delay"
                : "next"
        : live is not null && bytes.WhatStops(live, now, its) is { } stops ? stops
        : its.DueAfter(bytes.Queue.Delay) > now ? "delay"
        : "next";

    private static VaultWait Of(
        AccountId account,
        (string Job, string Why) what,
        IReadOnlyList<KeptBytes> its,
        TimeSpan delay,
        Moment now
    ) =>
        new(
            account,
            what.Job,
            what.Why,
            its.Count,
            its.Sum(each => each.Bytes),
            its.Min(each => each.Gone == Moment.Never ? now : each.Gone),
            its.Min(each => Moment.Max(each.DueAfter(delay), now))
        )
        {
            Detail =
                what.Why == BytesQueue.Failing ? its[0].Hindrance![(what.Why.Length + 2)..] : null,
            Objects = [.. its.Take(Told).Select(each => each.Thing)],
        };

    private const StringComparison Exactly = StringComparison.Ordinal;
}
