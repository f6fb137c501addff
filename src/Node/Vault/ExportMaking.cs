using System.Collections.Immutable;
using System.IO.Hashing;
using System.Security.Cryptography;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>
/// Makes the parts of bulk exports, one after the other. What lies cold is brought back first; then every thing is read and held against its hash, the
/// archive is read once as it will be given out, and what lays it out is written down. A part that breaks off is made again, to the same
/// bytes. When nothing is left the fact that it is ready is stored, and that all is made.
/// </summary>
internal sealed class ExportMaking(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer,
    StoredFacts facts,
    IStore store
)
{
    /// <summary>How long a part can be fetched. Its things' bytes do not leave the store before.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromDays(14);

    /// <summary>How often the store is asked whether it has brought back what lies cold.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>Bytes read at once.</summary>
    private const int AtOnce = 128 << 10;

    /// <summary>Makes the part of an account that is due, and whether that was done; what fails is tried again later.</summary>
    public async Task<bool> StepAsync(AccountId account)
    {
        var plan = accounts.LookAfter(
            account,
            its => ExportPlan.Of(its, context.Clock.Now, context.Settings.ExportPart)
        );
        if (plan is null)
            return false;
        try
        {
            if (plan.Last is null)
                return await EndAsync(account, plan);
            if (await IsThereAsync(plan))
                return await MakeAsync(account, plan);
            PutOff(account, BetweenLooks, BytesQueue.Restoring, failed: false);
        }
        catch (ColdException)
        {
            PutOff(account, BetweenLooks, BytesQueue.Restoring, failed: false);
        }
        catch (StoreException failed)
        {
            PutOff(
                account,
                WaitOf(account),
                $"{BytesQueue.Failing}: {failed.Message}",
                failed: true
            );
        }
        return true;
    }

    /// <summary>Whether all that is to be in a part can be read; what cannot is asked for.</summary>
    private async Task<bool> IsThereAsync(ExportPlan plan)
    {
        var all = true;
        foreach (var blob in plan.Cold)
            all &=
                await store.RestoreAsync(BlobId.Parse(blob), Stay, context.Stop.Token)
                != Restored.Underway;
        return all;
    }

    private async Task<bool> MakeAsync(AccountId account, ExportPlan plan)
    {
        var (things, missing) = (
            ImmutableArray.CreateBuilder<ExportedThing>(),
            plan.Missing.ToBuilder()
        );
        foreach (var thing in plan.Things)
            if (await ReadAsync(thing) is { } crc)
                things.Add(thing with { Crc = crc });
            else
                missing.Add(
                    new MissingThing(thing.Name, "its bytes are not there, or not as they came")
                );
        await using var archive = ExportArchive.Open(things, missing, store);
        var measured = await Hashing.CopyAsync(archive, null, context.Stop.Token);
        var now = context.Clock.Now;
        return await StoreAsync(
            account,
            new ExportPart(
                plan.Export,
                plan.Number,
                things.ToImmutable(),
                missing.ToImmutable(),
                plan.Last!,
                measured.Bytes,
                measured.Sha256,
                now + Stay,
                now
            ),
            made => made.Parts.Count == plan.Number - 1
        );
    }

    /// <summary>Reads a thing; its check, or null where it is not there or not as it came.</summary>
    private async Task<uint?> ReadAsync(ExportedThing thing)
    {
        if (await store.OpenAsync(BlobId.Parse(thing.Blob), 0, context.Stop.Token) is not { } bytes)
            return null;
        await using var its = bytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (crc, buffer, count) = (new Crc32(), new byte[AtOnce], 0L);
        while (await its.ReadAsync(buffer, context.Stop.Token) is > 0 and var read)
        {
            crc.Append(buffer.AsSpan(0, read));
            hash.AppendData(buffer, 0, read);
            count += read;
        }
        var isAsItCame =
            count == thing.Bytes
            && Convert.ToHexStringLower(hash.GetHashAndReset()) == thing.Sha256;
        return isAsItCame ? crc.GetCurrentHashAsUInt32() : null;
    }

    private async Task<bool> EndAsync(AccountId account, ExportPlan plan)
    {
        await facts.TellAsync(
            account,
            "export.ready",
            new() { ["export"] = plan.Export },
            $"export:{plan.Export}"
        );
        return await StoreAsync(
            account,
            new ExportMade(plan.Export, plan.Number - 1, context.Clock.Now),
            made => !made.IsMade && made.Parts.Count == plan.Number - 1
        );
    }

    private Task<bool> StoreAsync(
        AccountId account,
        ExportEntry entry,
        Func<MadeExport, bool> wanted
    ) =>
        committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Export,
                entry.Written(),
                entry.At,
                its => its.Bytes is { } bytes && wanted(bytes.Exports.Of(entry.Export))
            )
        );

    private void PutOff(AccountId account, TimeSpan wait, string why, bool failed) =>
        accounts
            .Find(account)
            ?.Note(its => its.Bytes?.Exports.PutOff(context.Clock.Now + wait, why, failed));

    private TimeSpan WaitOf(AccountId account)
    {
        var failed = 0;
        accounts.Find(account)?.Note(its => failed = its.Bytes?.Exports.Wait.Failed ?? 0);
        var wait = JobSteps.ShortestWait * Math.Pow(2, Math.Min(failed, 10));
        return wait < VaultWork.LongestWait ? wait : VaultWork.LongestWait;
    }
}
