using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Node.Vault;

/// <summary>
/// The certificates of what was purged. What stands in one follows from what was written down of the bytes, so that it can be read again, and
/// held against its hash, at any time; in memory it takes a number for each thing.
/// </summary>
internal sealed class Certificates(NodeContext context, ObjectReads objects, JobSteps steps)
{
    private static readonly SliceKinds OfBytes = SliceKinds.Of(SliceKind.Bytes);

    /// <summary>Makes the certificate of what left the store since the last one; whether it was written down. Done again it is the same.</summary>
    public async Task<bool> MakeAsync(AccountId account)
    {
        var (number, purged, kept, cited) = objects.Visit(
            account,
            (its, live) =>
                (
                    (its.Bytes?.Purges.Count ?? 0) + 1,
                    live.Ends,
                    its.Bytes?.All.Count(each => !each.IsLeaving) ?? 0,
                    VaultReading.PurgeClause(live, context.Clock.Now)
                )
        );
        if (cited is null)
            return false;
        var (things, bytes) = (0, 0L);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var thing in ThingsAsync(account, number, purged))
        {
            (things, bytes) = (things + 1, bytes + thing.Size);
            hash.AppendData(thing.Line);
        }
        var entry = new PurgeDone(
            things,
            bytes,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            kept,
            cited.Policy,
            cited.Version,
            cited.Clause.Slug,
            purged,
            context.Clock.Now
        );
        return await steps.StoreAsync(
            account,
            entry,
            its => its.Bytes is { IsUncertified: true } book && book.Queue.AllIsKept
        );
    }

    /// <summary>The certificates of an account, in order.</summary>
    public IReadOnlyList<PurgeDone> List(AccountId account) =>
        objects.Visit(account, (its, _) => (PurgeDone[])[.. its.Bytes?.Purges ?? []]);

    /// <summary>The lines of a certificate, in the order in which its things were stored.</summary>
    /// <param name="account">The account.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <exception cref="RequestException">There is none of the number.</exception>
    public async IAsyncEnumerable<byte[]> LinesAsync(AccountId account, int number)
    {
        var made = List(account);
        if (number < 1 || number > made.Count)
            throw new RequestException(Code.NotFound, Language.Key("there is no such certificate"));
        await foreach (var thing in ThingsAsync(account, number, made[number - 1].Purged))
            yield return thing.Line;
    }

    private async IAsyncEnumerable<(byte[] Line, long Size)> ThingsAsync(
        AccountId account,
        int number,
        Moment purged
    )
    {
        var removed = await RemovedAsync(account, number, purged);
        await foreach (var entry in EntriesAsync(account))
            if (entry is BytesStored stored && removed.TryGetValue(stored.Blob, out var at))
                yield return (LineOf(stored, at), stored.Bytes);
    }

    /// <summary>When bytes left that belong to a certificate: of what time took away since the purge, after the certificate before.</summary>
    private async Task<Dictionary<string, Moment>> RemovedAsync(
        AccountId account,
        int number,
        Moment purged
    )
    {
        var (taken, removed, made) = (
            new HashSet<string>(StringComparer.Ordinal),
            new Dictionary<string, Moment>(StringComparer.Ordinal),
            1
        );
        await foreach (var entry in EntriesAsync(account))
            if (entry is PurgeDone && ++made > number)
                break;
            else if (entry is BytesGone gone)
                foreach (var blob in gone.Blobs)
                    _ = !gone.ByAccount && gone.At >= purged ? taken.Add(blob) : taken.Remove(blob);
            else if (entry is BytesRemoved went && made == number)
                foreach (var blob in went.Blobs.Where(taken.Contains))
                    removed[blob] = went.At;
        return removed;
    }

    private static byte[] LineOf(BytesStored stored, Moment removed) =>
        [
            .. JsonSerializer.SerializeToUtf8Bytes(
                new PurgedThingView
                {
                    Object = stored.Thing,
                    Class = stored.Class,
                    Bytes = stored.Bytes.ToString(CultureInfo.InvariantCulture),
                    Sha256 = stored.Sha256,
                    Stored = Instants.Of(stored.At),
                    Removed = Instants.Of(removed),
                },
                WireJson.Wire.PurgedThingView
            ),
            (byte)'\n',
        ];

    private async IAsyncEnumerable<BytesEntry> EntriesAsync(
        AccountId account,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await foreach (
            var slice in context.Ledger.ReadAsync(StreamName.Of(account), 0, OfBytes, cancel)
        )
            yield return BytesEntry.Read(slice.Payload);
    }
}
