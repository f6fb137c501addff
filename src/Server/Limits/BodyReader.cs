using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Evenhand.Core.Codes;
using Evenhand.Runtime.Serving;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Limits;

/// <summary>Reads bodies whole, within bounds.</summary>
/// <param name="mostTogether">Bytes of all bodies that may be under way at once.</param>
/// <param name="patience">How long a body may take to arrive.</param>
public sealed class BodyReader(long mostTogether, TimeSpan patience)
{
    private const int FirstBuffer = 1 << 14;

    private long held;

    /// <summary>Bytes of the bodies under way that were copied.</summary>
    public long Held => Interlocked.Read(ref held);

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

    internal void GiveBack(byte[] rented)
    {
        Interlocked.Add(ref held, -rented.Length);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private async ValueTask<Body> ReadEncodedAsync(HttpContext context, int most, string encoding)
    {
        if (encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return await CopyAsync(context, context.Request.BodyReader, most);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.WrongType("the body's Content-Encoding is not read; gzip is, and none");
        }
        await using var inflated = new GZipStream(context.Request.Body, CompressionMode.Decompress);
        try
        {
            return await CopyAsync(context, PipeReader.Create(inflated), most);
        }
        catch (InvalidDataException)
        {
            throw Refusal.Malformed("the body is no gzip");
        }
    }

    private async ValueTask<Body> CopyAsync(HttpContext context, PipeReader reader, int most)
    {
        var expected =
            context.Request.Headers.ContentEncoding.Count == 0
                ? context.Request.ContentLength
                : null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        var buffer = Rent((int)Math.Min(expected ?? FirstBuffer, most));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(limit.Token);
                if (read.Buffer.Length > most - length)
                    throw TooLarge(most);
                buffer = Grown(buffer, length, (int)read.Buffer.Length, most);
                read.Buffer.CopyTo(buffer.AsSpan(length));
                length += (int)read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return new Body(this, buffer, length);
            }
        }
        catch (Exception error)
        {
            GiveBack(buffer);
            if (
                error is OperationCanceledException
                && !context.RequestAborted.IsCancellationRequested
            )
                throw TooSlow();
            throw;
        }
    }

    private byte[] Grown(byte[] buffer, int length, int more, int most)
    {
        if (buffer.Length - length >= more)
            return buffer;
        var larger = Rent((int)Math.Min(Math.Max(2L * buffer.Length, (long)length + more), most));
        buffer.AsSpan(0, length).CopyTo(larger);
        GiveBack(buffer);
        return larger;
    }

    private byte[] Rent(int least)
    {
        var rented = ArrayPool<byte>.Shared.Rent(least);
        if (Interlocked.Add(ref held, rented.Length) <= mostTogether)
            return rented;
        GiveBack(rented);
        throw new RequestException(
            Code.Overloaded,
            "more bodies are under way than this server takes at once"
        );
    }

    private RequestException TooSlow() =>
        new(Code.TooSlow, $"the body did not arrive within {patience.TotalSeconds:0} s");

    private static RequestException TooLarge(int most) =>
        Refusal.TooLarge($"the body is larger than {most:N0} bytes; send it in parts");
}
