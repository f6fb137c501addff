using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Notes;

namespace Evenhand.Cli.Policy;

/// <summary>The report of a check for programs: an array with an object for each file.</summary>
internal static class CheckJson
{
    public static string Of(IEnumerable<PolicyReport> reports)
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
            foreach (var report in reports)
                Write(json, report);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, PolicyReport report)
    {
        json.WriteStartObject();
        json.WriteString("file", report.File);
        json.WriteNumber("examples", report.Examples);
        Write(json, "problems", report.Problems);
        Write(json, "failures", report.Failures);
        Write(json, report.Notes);
        if (report.Mutation is { } mutation)
            Write(json, mutation);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Problems problems)
    {
        json.WriteStartArray(name);
        foreach (var problem in problems.InOrder)
        {
            json.WriteStartObject();
            Write(json, problem.At);
            json.WriteString("clause", problem.Clause);
            json.WriteString("message", problem.Message);
            json.WriteString("suggestion", problem.Suggestion);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Note> notes)
    {
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStartObject();
            Write(json, note.At);
            json.WriteString("clause", note.Clause);
            json.WriteString("code", Noting.Name(note.Code));
            json.WriteString("message", note.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MutationReport mutation)
    {
        json.WriteStartObject("mutation");
        json.WriteNumber("mutants", mutation.Mutants);
        json.WriteNumber("refused", mutation.Rejected);
        json.WriteStartArray("survivors");
        foreach (var survivor in mutation.Survivors)
        {
            json.WriteStartObject();
            Write(json, survivor.Parameter.Node.At);
            json.WriteString("path", survivor.Parameter.FullPath);
            json.WriteString("becomes", survivor.Becomes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("later");
        foreach (var later in mutation.Later)
            json.WriteStringValue(later.FullPath);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Place at)
    {
        json.WriteNumber("line", at.Line);
        json.WriteNumber("column", at.Column);
    }
}
