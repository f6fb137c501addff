using System.Globalization;
using System.Text;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.Azure;

/// <summary>Blocks of a blob, which is there when they are committed. Those that are not the provider drops after a week.</summary>
internal sealed class AzureParts(BlockBlobClient blob, string container, AccessTier? tier) : IParts
{
    private int last;

    /// <inheritdoc/>
    public async Task AddAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await AzureFailures
            .OfStore(
                container,
                () =>
                    blob.StageBlockAsync(
                        NameOf(number),
                        PartBytes.Of(bytes),
                        new BlockBlobStageBlockOptions { TransferValidation = ByMd5 },
                        cancel
                    )
            )
            .ConfigureAwait(false);
        for (var seen = last; number > seen; seen = last)
            Interlocked.CompareExchange(ref last, number, seen);
    }

    /// <inheritdoc/>
    public Task EndAsync(CancellationToken cancel) =>
        AzureFailures.OfStore(
            container,
            () =>
                blob.CommitBlockListAsync(
                    Enumerable.Range(1, last).Select(NameOf),
                    new CommitBlockListOptions { AccessTier = tier },
                    cancel
                )
        );

    /// <inheritdoc/>
    public Task DropAsync() => Task.CompletedTask;

    /// <summary>Each body goes with its MD5, which the provider holds against what came.</summary>
    internal static UploadTransferValidationOptions ByMd5 =>
        new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    private static string NameOf(int number) =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(number.ToString("D6", CultureInfo.InvariantCulture))
        );
}
