using System.IO.Pipelines;
using Evenhand.Stores.Buckets;
using Google.Cloud.Storage.V1;
using Thing = Google.Apis.Storage.v1.Data.Object;

namespace Evenhand.Stores.Google;

/// <summary>
/// A resumable upload: one stream, into which parts go in their order, and which the client reads and sends in pieces. The thing is there
/// when the last piece, which says that it is the last, has come; an upload that nobody ended the provider drops after a week.
/// </summary>
internal sealed class GoogleParts : IParts
{
    private readonly Pipe pipe = new(
        new PipeOptions(pauseWriterThreshold: PartSizes.Least, resumeWriterThreshold: 1 << 20)
    );

    private readonly Crc32C sum = new();
    private readonly string bucket;
    private readonly Task<Thing> sending;

    public GoogleParts(StorageClient client, Thing thing, bool isOver)
    {
        bucket = thing.Bucket;
        var options = Unless(isOver);
        options.ChunkSize = PartSizes.Least;
        sending = SendAsync();

        async Task<Thing> SendAsync()
        {
            await Task.Yield();
            var from = pipe.Reader.AsStream();
            await using (from.ConfigureAwait(false))
                return await client.UploadObjectAsync(thing, from, options).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task AddAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        // Parts go one after the other, so that this is the whole's.
        sum.Append(bytes.Span);
        var written = await pipe.Writer.WriteAsync(bytes, cancel).ConfigureAwait(false);
        // Nobody reads any more: sending has failed, and says how; or the thing is there, which its end says.
        if (written.IsCompleted)
            await SentAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Placed> EndAsync(CancellationToken cancel)
    {
        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        return await SentAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DropAsync()
    {
        await pipe
            .Writer.CompleteAsync(new OperationCanceledException("the upload was dropped"))
            .ConfigureAwait(false);
        await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What is there stays, but where it is to go.</summary>
    internal static UploadObjectOptions Unless(bool isOver) =>
        new() { IfGenerationMatch = isOver ? null : 0 };

    private Task<Placed> SentAsync() => GoogleFailures.PlacedAsync(bucket, sum, () => sending);
}
