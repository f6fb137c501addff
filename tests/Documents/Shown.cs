using System.Text.Json;
using System.Text.RegularExpressions;

namespace Evenhand.Tests.Documents;

/// <summary>Whether what was printed is what a page shows, where <c>…</c> stands for whatever differs from run to run.</summary>
internal static class Shown
{
    private const string Any = "…";

    /// <summary>Whether the lines are those that are shown.</summary>
    public static bool IsText(string shown, string printed) =>
        Regex.IsMatch(
            Trimmed(printed),
            $"^{string.Concat(Trimmed(shown)[..^1].Split('\n').Select(Line))}$",
            RegexOptions.Singleline
        );

    /// <summary>Whether the JSON is what is shown; an object that is shown with the field <c>…</c> may hold more.</summary>
    public static bool IsJson(string shown, string printed)
    {
        using var wanted = JsonDocument.Parse(shown);
        try
        {
            using var there = JsonDocument.Parse(printed);
            return IsJson(wanted.RootElement, there.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsJson(JsonElement shown, JsonElement there)
    {
        if (shown.ValueKind == JsonValueKind.String && shown.GetString() == Any)
            return true;
        if (shown.ValueKind != there.ValueKind)
            return false;
        return shown.ValueKind switch
        {
            JsonValueKind.Object => IsObject(shown, there),
            JsonValueKind.Array => IsArray(
                [.. shown.EnumerateArray()],
                [.. there.EnumerateArray()]
            ),
            JsonValueKind.String => IsText(shown.GetString()!, there.GetString()!),
            _ => shown.GetRawText() == there.GetRawText(),
        };
    }

    private static bool IsObject(JsonElement shown, JsonElement there)
    {
        var names = shown.EnumerateObject().Select(field => field.Name).ToList();
        return names
                .Where(name => name != Any)
                .All(name =>
                    there.TryGetProperty(name, out var value)
                    && IsJson(shown.GetProperty(name), value)
                )
            && (
                names.Contains(Any)
                || there.EnumerateObject().All(field => names.Contains(field.Name))
            );
    }

    private static bool IsArray(List<JsonElement> shown, List<JsonElement> there) =>
        shown.Count > 0
        && shown[^1].ValueKind == JsonValueKind.String
        && shown[^1].GetString() == Any
            ? there.Count >= shown.Count - 1 && IsArray(shown[..^1], there[..(shown.Count - 1)])
            : shown.Count == there.Count
                && shown.Zip(there).All(pair => IsJson(pair.First, pair.Second));

    private static string Line(string line) =>
        line == Any
            ? @"(?:[^\n]*\n)*"
            : $"{string.Join("[^\n]*", line.Split(Any).Select(Regex.Escape))}\n";

    /// <summary>Without blanks at the ends of lines, and with one end of line at the end.</summary>
    private static string Trimmed(string text) =>
        string.Join('\n', text.Trim('\n', ' ').Split('\n').Select(line => line.TrimEnd())) + "\n";
}
