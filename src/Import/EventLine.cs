using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Import;

/// <summary>
/// Writes one CloudEvent as a line of JSON, a member at a time, into a buffer of its own; only a finished line reaches the output.
/// </summary>
internal sealed class EventLine : IDisposable
{
    private static readonly InstantPattern Rfc3339 = InstantPattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"
    );

    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly Utf8JsonWriter json;

    /// <summary>The output is a file of JSON, not a page: a plus in a number stays a plus.</summary>
    public EventLine() =>
        json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );

    /// <summary>Begins a new line, up to the members of <c>data</c>. An event of no account has no subject.</summary>
    public void Begin(
        string id,
        string source,
        string type,
        Instant time,
        string? subject,
        string? sequence
    )
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", id);
        json.WriteString("source", source);
        json.WriteString("type", type);
        json.WriteString("time", Rfc3339.Format(time));
        if (subject is not null)
            json.WriteString("subject", subject);
        if (sequence is not null)
            json.WriteString("sequence", sequence);
        json.WriteStartObject("data");
    }

    /// <summary>An instant as RFC 3339 has it, in UTC.</summary>
    public static string Text(Instant instant) => Rfc3339.Format(instant);

    public void Text(string name, string value) => json.WriteString(name, value);

    /// <summary>A number, true or false, as JSON writes it.</summary>
    public void Literal(string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }

    public void BeginObject(string name) => json.WriteStartObject(name);

    public void EndObject() => json.WriteEndObject();

    /// <summary>Ends the line, which is then to be had until the next begins.</summary>
    public ReadOnlySpan<byte> End()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    public void Dispose() => json.Dispose();
}
