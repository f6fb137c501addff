using System.Globalization;
using System.Text.RegularExpressions;

namespace Evenhand.Policies.Language;

/// <summary>The values next to a number: one step in its last printed digit.</summary>
public static partial class Steps
{
    /// <summary>The text with its first number one step lower and one step higher; none below zero.</summary>
    public static IEnumerable<string> Around(string text)
    {
        var match = FirstNumber().Match(text);
        if (!match.Success || !Numbers.TryParse(match.Value, out var number))
            yield break;
        var digits = match.Value.Length - 1 - match.Value.IndexOf('.', StringComparison.Ordinal);
        var places = match.Value.Contains('.', StringComparison.Ordinal) ? digits : 0;
        var step = new decimal(1, 0, 0, false, (byte)places);
        foreach (var next in new[] { number - step, number + step })
            if (next >= 0)
                yield return text[..match.Index]
                    + next.ToString($"F{places}", CultureInfo.InvariantCulture)
                    + text[(match.Index + match.Length)..];
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex FirstNumber();
}
