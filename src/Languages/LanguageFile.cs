using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Evenhand.Languages;

/// <summary>Reads the files of languages, which come with the program.</summary>
internal static class LanguageFile
{
    private const string Suffix = ".json";

    /// <summary>All, English first and the rest by their tags.</summary>
    public static ImmutableArray<Language> All() =>
        [
            .. typeof(LanguageFile)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(name => name[..^Suffix.Length])
                .OrderBy(tag => tag != "en")
                .ThenBy(tag => tag, StringComparer.Ordinal)
                .Select(Read),
        ];

    private static Language Read(string tag)
    {
        using var stream = typeof(LanguageFile).Assembly.GetManifestResourceStream(tag + Suffix)!;
        using var file = JsonDocument.Parse(stream);
        var (root, days) = (file.RootElement, file.RootElement.GetProperty("days"));
        return new Language(
            tag,
            Text(root, "name"),
            CultureOf(root),
            new WrittenDays(
                Text(days, "short"),
                Text(days, "shortWithYear"),
                Text(days, "long"),
                Text(days, "longWithYear"),
                Text(days, "ofMonth")
            ),
            Text(root, "money"),
            root.GetProperty("phrases")
                .EnumerateObject()
                .ToFrozenDictionary(each => each.Name, each => each.Value.GetString()!)
        );
    }

    // The server runs without the operating system's tables of cultures, which differ from machine to machine: each file has its own.
    private static CultureInfo CultureOf(JsonElement root)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = Text(root, "decimal");
        culture.NumberFormat.NumberGroupSeparator = Text(root, "group");
        culture.DateTimeFormat.MonthNames = Months(root, "months");
        culture.DateTimeFormat.MonthGenitiveNames = Months(root, "months");
        culture.DateTimeFormat.AbbreviatedMonthNames = Months(root, "shortMonths");
        culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = Months(root, "shortMonths");
        return CultureInfo.ReadOnly(culture);
    }

    // A thirteenth, which our calendar lacks, is what .NET asks for.
    private static string[] Months(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(each => each.GetString()!), ""];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
