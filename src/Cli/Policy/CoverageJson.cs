using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Policies.Covering;

namespace Evenhand.Cli.Policy;

/// <summary>The coverage of policies for programs: an array with an object for each file.</summary>
internal static class CoverageJson
{
    public static string Of(IEnumerable<(string File, IReadOnlyList<Covered> Clauses)> all)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartArray();
            foreach (var (file, clauses) in all)
                Write(json, file, clauses);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string file, IReadOnlyList<Covered> clauses)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteStartArray("clauses");
        foreach (var clause in clauses)
        {
            json.WriteStartObject();
            json.WriteString("clause", clause.Clause);
            json.WriteNumber("line", clause.At.Line);
            Write(json, "is", clause.Fates.Select(Word));
            json.WriteStartArray("examples");
            foreach (var shown in clause.Shown)
                Write(json, shown);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ShownBy shown)
    {
        json.WriteStartObject();
        json.WriteString("clause", shown.Clause);
        json.WriteNumber("line", shown.At.Line);
        json.WriteString("says", shown.Says);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static string Word(Fate fate) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(fate.ToString());
}
