using System.Buffers;
using System.Text;

namespace Evenhand.Server.Formats;

/// <summary>
/// Comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it; a
/// plain number, also below zero, is left as it is.
/// </summary>
internal static class Csv
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    public static string Of(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(string text)
    {
        if (IsFormula(text))
            text = $"'{text}";
        return text.AsSpan().ContainsAny(Quoted)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static bool IsFormula(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text);

    private static bool IsNumber(string text) =>
        text.Length > 1 && text[0] == '-' && text.AsSpan(1).IndexOfAnyExcept(OfNumbers) < 0;
}
