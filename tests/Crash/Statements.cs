using System.Net;
using System.Text.Json;

namespace Evenhand.Tests.Crash;

/// <summary>The bytes of a statement that must be the same wherever it comes from: its lines and its sums.</summary>
internal static class Statements
{
    /// <summary>By account and first day of the cycle.</summary>
    public static Dictionary<(string Account, string Day), string> OfReplay(
        IEnumerable<string> output
    )
    {
        var statements = new Dictionary<(string, string), string>();
        foreach (var line in output)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.GetProperty("kind").GetString() == "statement")
                statements.Add((Text(root, "account"), Text(root, "from")[..10]), Bytes(root));
        }
        return statements;
    }

    /// <summary>What the server would state today.</summary>
    public static async Task<string> OfServerAsync(HttpClient http, string account, string day)
    {
        using var answer = await http.GetAsync(
            new Uri($"/v1/accounts/{account}/statements/{day}?expected=true", UriKind.Relative)
        );
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
            return $"{answer.StatusCode}: {text}";
        using var json = JsonDocument.Parse(text);
        return Bytes(json.RootElement);
    }

    private static string Bytes(JsonElement statement) =>
        $"{statement.GetProperty("lines").GetRawText()} due {Text(statement, "due")} proposed {Text(statement, "proposed")}";

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetString()!;
}
