using System.Text.Encodings.Web;
using System.Text.Json;

namespace Evenhand.Policies.Language;

/// <summary>The JSON Schema as the repository carries it.</summary>
public static class SchemaText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of the present vocabulary.</summary>
    public static string Current => Vocabulary.Schema().ToJsonString(Readable) + "\n";
}
