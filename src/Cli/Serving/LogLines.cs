using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Evenhand.Cli.Serving;

/// <summary>Writes what people are told as lines of the log, where the log is JSON: whoever reads it finds nothing else.</summary>
/// <param name="to">Where the log goes.</param>
/// <param name="clock">The time.</param>
internal sealed class LogLines(TextWriter to, TimeProvider clock) : TextWriter
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public override Encoding Encoding => to.Encoding;

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp", clock.GetUtcNow().UtcDateTime.ToString("O"));
            json.WriteNumber("EventId", 0);
            json.WriteString("LogLevel", "Information");
            json.WriteString("Category", "Evenhand");
            json.WriteString("Message", value.Trim());
            json.WriteEndObject();
        }
        to.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    /// <inheritdoc/>
    public override void WriteLine() { }
}
