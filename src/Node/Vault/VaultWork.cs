using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Vault;

/// <summary>What is due of an account's bytes, the first of it.</summary>
/// <param name="Gone">What is to be written down of those whose things were taken away; null for nothing.</param>
/// <param name="Deleted">What is to be written down of those whose things the account deleted; null for nothing.</param>
/// <param name="Leaving">Those of which it is to be written down that they leave.</param>
/// <param name="Removing">Those of which that is written down, which are to be deleted.</param>
/// <param name="Cooling">Those that are to lie on the cold side.</param>
/// <param name="Warming">Those that are to lie on the hot side.</param>
/// <param name="Asked">What is to be written down of those that were promised.</param>
/// <param name="Restoring">Those that lie cold and are to be brought back.</param>
/// <param name="Returning">Those that were brought back for long enough.</param>
/// <param name="Certifies">Whether the certificate of a purge is to be made.</param>
/// <param name="Exports">Whether a part of an export is to be made.</param>
/// <param name="Counted">What the brake counts of those that leave.</param>
/// <param name="Stopped">What those who run the service are to be told that the brake stops; null for nothing.</param>
internal sealed record VaultWork(
    BytesGone? Gone,
    BytesGone? Deleted,
    ImmutableArray<string> Leaving,
    ImmutableArray<string> Removing,
    ImmutableArray<string> Cooling,
    ImmutableArray<string> Warming,
    ImmutableArray<BytesAsked> Asked,
    ImmutableArray<string> Restoring,
    ImmutableArray<string> Returning,
    bool Certifies,
    bool Exports,
    Much Counted,
    Much? Stopped
)
{
    /// <summary>After so long what something stands in the way of is looked at again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Bytes that are dealt with in one step.</summary>
    private const int InStep = 256;

    private static readonly VaultWork None = new(
        null,
        null,
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        false,
        false,
        default,
        null
    );

    /// <summary>Whether nothing is due.</summary>
    public bool IsEmpty =>
        Gone is null
        && Deleted is null
        && Leaving.IsEmpty
        && Removing.IsEmpty
        && Cooling.IsEmpty
        && Warming.IsEmpty
        && Asked.IsEmpty
        && Restoring.IsEmpty
        && Returning.IsEmpty
        && !Certifies
        && !Exports
        && Stopped is null;

    /// <summary>What is due of an account; what something stands in the way of is put off. In its turn.</summary>
    public static VaultWork Of(ServedAccount account, Moment now)
    {
        BytesBook.Look(account, now);
        if (account.Bytes is not { } bytes)
            return VaultWork.None;
        if (account.Live is not { } live)
        {
            // Of an account that nobody opened any more nothing is known.
            foreach (var its in bytes.Queue.DueBy(now, int.MaxValue))
                bytes.Queue.PutOff(its, now + LongestWait, null);
            return VaultWork.None;
        }
        var due = bytes.Queue.DueBy(now, InStep).ToLookup(its => NextOf(live, bytes, its, now));
        return new VaultWork(
            EntryOf(due[Next.NoteGone], byAccount: false),
            EntryOf(due[Next.NoteDeleted], byAccount: true),
            BlobsOf(due[Next.Leave]),
            BlobsOf(due[Next.Delete]),
            BlobsOf(due[Next.Cool]),
            BlobsOf(due[Next.Warm]),
            [.. due[Next.Ask].SelectMany(its => AskedOf(its, now))],
            BlobsOf(due[Next.Restore]),
            BlobsOf(due[Next.Return]),
            bytes.Queue.CertificateDue <= now && bytes.Queue.OthersAgain <= now,
            bytes.Queue.ExportDue <= now && bytes.Queue.OthersAgain <= now,
            bytes.Queue.Counted(due[Next.Leave]),
            bytes.Queue.StopToTell(now)
        );
    }

    private static Next NextOf(LiveAccount live, BytesBook bytes, KeptBytes its, Moment now)
    {
        if (its.IsLeaving)
            return Next.Delete;
        if (its.Gone == Moment.Never)
            return its.AreCold && !its.CountAsCold ? Next.Warm
                : !its.AreCold && its.CountAsCold && its.HotUntil <= now ? Next.Cool
                : its.Promised.Count > 0 ? Next.Ask
                : its.AreAwaited ? Next.Restore
                : Next.Return;
        if (!its.IsNoted)
            return its.IsByAccount ? Next.NoteDeleted : Next.NoteGone;
        if (bytes.WhatStops(live, now, its) is not { } why)
            return Next.Leave;
        bytes.Queue.PutOff(its, now + LongestWait, why);
        return Next.Wait;
    }

    private static ImmutableArray<string> BlobsOf(IEnumerable<KeptBytes> its) =>
        [.. its.Select(each => each.Blob)];

    private static IEnumerable<BytesAsked> AskedOf(KeptBytes its, Moment now) =>
        its.Promised.Select(each => new BytesAsked(each.Retrieval, its.Blob, each.By, now));

    /// <summary>
    /// That the things of bytes are gone, since the last of them was found to be, of those that went as the first did; null where there are none. The others follow.
    /// </summary>
    private static BytesGone? EntryOf(IEnumerable<KeptBytes> gone, bool byAccount)
    {
        if (gone.FirstOrDefault() is not { IsForeseen: var foreseen })
            return null;
        KeptBytes[] its = [.. gone.Where(each => each.IsForeseen == foreseen)];
        return new BytesGone(BlobsOf(its), byAccount, its.Max(each => each.Gone))
        {
            Foreseen = foreseen,
        };
    }

    /// <summary>What is to be done with bytes next.</summary>
    private enum Next
    {
        Wait,
        NoteGone,
        NoteDeleted,
        Leave,
        Delete,
        Cool,
        Warm,
        Ask,
        Restore,
        Return,
    }
}
