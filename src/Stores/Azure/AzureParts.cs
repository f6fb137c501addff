using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.Azure;

/// <summary>Blocks of a blob, which is there when they are committed. Those that are not the provider drops after a week.</summary>
internal sealed class AzureParts(BlockBlobClient blob, string container, AccessTier? tier) : IParts
{
    private int last;

    /// <summary>Whether the blob goes over what is there.</summary>
    public bool IsOver { get; init; }

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
    /// <remarks>Of a whole that is made of blocks the provider makes no checksum.</remarks>
    public Task<Placed> EndAsync(CancellationToken cancel) =>
        AzureFailures.PlacedAsync(
            container,
            async () =>
            {
                await blob.CommitBlockListAsync(
                        Enumerable.Range(1, last).Select(NameOf),
                        new CommitBlockListOptions
                        {
                            AccessTier = tier,
                            Conditions = Unless(IsOver),
                        },
                        cancel
                    )
                    .ConfigureAwait(false);
                return Placed.Unproved;
            }
        );

    /// <inheritdoc/>
    public Task DropAsync() => Task.CompletedTask;

    /// <summary>Each body goes with its MD5, which the provider holds against what came.</summary>
    internal static UploadTransferValidationOptions ByMd5 =>
        new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    /// <summary>What is there stays, but where it is to go.</summary>
    internal static BlobRequestConditions? Unless(bool isOver) =>
        isOver ? null : new BlobRequestConditions { IfNoneMatch = ETag.All };

    private static string NameOf(int number) =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(number.ToString("D6", CultureInfo.InvariantCulture))
        );
}
