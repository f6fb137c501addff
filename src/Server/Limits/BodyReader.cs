using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Limits;

/// <summary>Reads bodies whole, within bounds.</summary>
/// <param name="limits">What each key may have under way.</param>
/// <param name="patience">How long a body may take to arrive.</param>
public sealed class BodyReader(KeyLimits limits, TimeSpan patience)
{
    /// <summary>Reads a request's body. It is to be disposed when nothing looks at it any more.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="RequestException">It is too large, too slow, or encoded in a way that is not read; or too much is under way.</exception>
    public ValueTask<Body> ReadAsync(HttpContext context, int most)
    {
        var request = context.Request;
        if (request.ContentLength > most)
            throw TooLarge(most);
        if (request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..])
            return ReadEncodedAsync(context, most, encoding);
        if (request.ContentLength is { } length && request.BodyReader.TryRead(out var read))
        {
            // All of it is here, in one piece: no copy is needed.
            if (read.Buffer.IsSingleSegment && read.Buffer.Length == length)
                return new(new Body(request.BodyReader, read.Buffer));
            request.BodyReader.AdvanceTo(read.Buffer.Start);
        }
        return CopyAsync(context, request.BodyReader, most);
    }

    private async ValueTask<Body> ReadEncodedAsync(HttpContext context, int most, string encoding)
    {
        if (encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return await CopyAsync(context, context.Request.BodyReader, most);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.WrongType("the body's Content-Encoding is not read; gzip is, and none");
        }
        var tail = new GzipTail(context.Request.Body);
        await using var inflated = new GZipStream(tail, CompressionMode.Decompress);
        var body = await CopyAsync(context, PipeReader.Create(inflated), most);
        if (tail.Ends(body.Bytes.Span))
            return body;
        body.Dispose();
        throw Refusal.Malformed("the gzip body breaks off, or is damaged");
    }

    private async ValueTask<Body> CopyAsync(HttpContext context, PipeReader reader, int most)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        var copy = new Copy(limits.MemoryOf(context), most);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(limit.Token);
                copy.Add(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return copy.Whole();
            }
        }
        catch (Exception error)
        {
            copy.GiveBack();
            if (context.RequestAborted.IsCancellationRequested)
                throw;
            throw Told(error);
        }
    }

    /// <summary>What breaks while a body arrives is the sender's: too slow, no gzip, chunks that are none.</summary>
    private Exception Told(Exception error) =>
        error switch
        {
            OperationCanceledException => new RequestException(
                Code.TooSlow,
                $"the body did not arrive within {patience.TotalSeconds:0} s"
            ),
            InvalidDataException => Refusal.Malformed("the body is no gzip"),
            IOException and not BadHttpRequestException or OverflowException => Refusal.Malformed(
                "the body could not be read"
            ),
            _ => error,
        };

    internal static RequestException TooLarge(int most) =>
        Refusal.TooLarge($"the body is larger than {most:N0} bytes; send it in parts");

    /// <summary>What has arrived so far. It takes memory as bytes come, whatever was announced.</summary>
    private sealed class Copy(BodyMemory memory, int most)
    {
        private byte[] buffer = [];
        private int length;

        public void Add(in ReadOnlySequence<byte> more)
        {
            if (more.Length > most - length)
                throw TooLarge(most);
            var needed = length + (int)more.Length;
            if (needed > buffer.Length)
                Grow(needed);
            more.CopyTo(buffer.AsSpan(length));
            length = needed;
        }

        public Body Whole()
        {
            if (buffer.Length == 0)
                Grow(1);
            return new Body(memory, buffer, length);
        }

        public void GiveBack()
        {
            if (buffer.Length > 0)
                memory.GiveBack(buffer);
        }

        private void Grow(int needed)
        {
            var larger = memory.Rent((int)Math.Min(Math.Max(2L * buffer.Length, needed), most));
            buffer.AsSpan(0, length).CopyTo(larger);
            GiveBack();
            buffer = larger;
        }
    }
}
