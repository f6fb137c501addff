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

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    /// <summary>The output is a file of JSON, not a page: a plus in a number stays a plus.</summary>
    public EventLine() =>
        _json = new Utf8JsonWriter(
            _buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );

    /// <summary>Begins a new line, up to the members of <c>data</c>. An event of no account has no subject.</summary>
    public void Begin(string id, string source, string type, Instant time, string? subject)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("specversion", "1.0");
        _json.WriteString("id", id);
        _json.WriteString("source", source);
        _json.WriteString("type", type);
        _json.WriteString("time", Rfc3339.Format(time));
        if (subject is not null)
        {
            _json.WriteString("subject", subject);
        }

        _json.WriteStartObject("data");
    }

    public void Text(string name, string value) => _json.WriteString(name, value);

    /// <summary>A number, true or false, as JSON writes it.</summary>
    public void Literal(string name, string json)
    {
        _json.WritePropertyName(name);
        _json.WriteRawValue(json);
    }

    public void BeginObject(string name) => _json.WriteStartObject(name);

    public void EndObject() => _json.WriteEndObject();

    public void WriteTo(Stream output)
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        output.Write(_buffer.WrittenSpan);
        output.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();
}
