using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server;

/// <summary>
/// An answer that is written by hand. It is collected in memory that the thread keeps, and then handed over whole, so
/// that its length is known. Nothing may be awaited between the beginning and the sending.
/// </summary>
internal readonly struct JsonAnswer : IDisposable
{
    private const int Usual = 1 << 12;
    private const int LargestKept = 1 << 18;

    [ThreadStatic]
    private static Parts? kept;

    private readonly HttpContext context;
    private readonly Parts parts;

    private JsonAnswer(HttpContext context, Parts parts)
    {
        this.context = context;
        this.parts = parts;
    }

    /// <summary>Where the answer is written.</summary>
    public Utf8JsonWriter Json => parts.Json;

    public static JsonAnswer Begin(HttpContext context)
    {
        var parts = kept ?? new Parts();
        kept = null;
        return new JsonAnswer(context, parts);
    }

    /// <summary>Sends what was written.</summary>
    public Task SendAsync(string contentType)
    {
        Json.Flush();
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = parts.Buffer.WrittenCount;
        response.BodyWriter.Write(parts.Buffer.WrittenSpan);
        var flushing = response.BodyWriter.FlushAsync(context.RequestAborted);
        return flushing.IsCompletedSuccessfully ? Task.CompletedTask : flushing.AsTask();
    }

    public void Dispose()
    {
        if (parts.Buffer.Capacity > LargestKept)
            return;
        parts.Buffer.ResetWrittenCount();
        parts.Json.Reset();
        kept = parts;
    }

    private sealed class Parts
    {
        public Parts()
        {
            Buffer = new ArrayBufferWriter<byte>(Usual);
            Json = new Utf8JsonWriter(
                Buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            );
        }

        public ArrayBufferWriter<byte> Buffer { get; }

        public Utf8JsonWriter Json { get; }
    }
}
