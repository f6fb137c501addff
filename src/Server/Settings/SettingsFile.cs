using System.Text.Json;
using Evenhand.Notation;

namespace Evenhand.Server.Settings;

/// <summary>A file of settings: an object of JSON, or lines of <c>name = value</c> with <c>#</c> before remarks.</summary>
internal static class SettingsFile
{
    private const int MostBytes = 1 << 20;

    public static IReadOnlyDictionary<string, string> Empty { get; } =
        new Dictionary<string, string>();

    /// <summary>What stands in a file, by name; what is wrong is added to the problems.</summary>
    public static IReadOnlyDictionary<string, string> Read(
        string file,
        ICollection<string> problems
    )
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes })
                throw new IOException("it is too large to be a file of settings");
            var text = File.ReadAllText(file);
            var entries = text.AsSpan().TrimStart().StartsWith("{") ? Json(text) : Lines(text);
            return Known(file, entries, problems);
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or JsonException
            )
        {
            problems.Add($"{file}: cannot be read: {error.Message}");
            return Empty;
        }
    }

    private static Dictionary<string, string> Known(
        string file,
        IEnumerable<(string Name, string Value)> entries,
        ICollection<string> problems
    )
    {
        var names = SettingTable.Rows.Where(row => !row.IsSecret).Select(row => row.Name).ToList();
        var known = new Dictionary<string, string>();
        foreach (var (name, value) in entries)
        {
            if (SettingTable.Rows.Any(row => row.IsSecret && row.Name == name))
                problems.Add($"{file}: {name}: may be set in the environment only");
            else if (!names.Contains(name))
                problems.Add(
                    $"{file}: {name}: there is no such setting"
                        + (Nearest.Suggestion(name, names) is { } near ? $"; {near}" : "")
                );
            else if (!known.TryAdd(name, value))
                problems.Add($"{file}: {name}: is set twice");
        }
        return known;
    }

    private static IEnumerable<(string, string)> Json(string text)
    {
        using var document = JsonDocument.Parse(
            text,
            new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            }
        );
        return
        [
            .. document.RootElement.EnumerateObject().Select(each => (each.Name, Text(each.Value))),
        ];
    }

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
            _ => throw new FormatException("values are texts, numbers or lists of them"),
        };

    private static IEnumerable<(string, string)> Lines(string text)
    {
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new FormatException($"`{line}` is no line such as `grace = 3d`");
            yield return (line[..at].TrimEnd(), line[(at + 1)..].TrimStart());
        }
    }
}
