using System.Globalization;
using System.Text.RegularExpressions;

namespace Evenhand.Node.Policies;

/// <summary>What the version after another is called, where nobody says otherwise.</summary>
public static partial class NextVersion
{
    /// <summary>The version with its last number counted on until it is free.</summary>
    public static string After(string version, Func<string, bool> isFree)
    {
        var last = LastNumber().Match(version);
        if (
            !last.Success
            || !long.TryParse(last.Value, CultureInfo.InvariantCulture, out var number)
        )
            return $"{version}.1";
        while (true)
        {
            number++;
            var next = string.Concat(
                version.AsSpan(0, last.Index),
                number.ToString(CultureInfo.InvariantCulture),
                version.AsSpan(last.Index + last.Length)
            );
            if (isFree(next))
                return next;
        }
    }

    [GeneratedRegex(@"[0-9]+(?=[^0-9]*$)")]
    private static partial Regex LastNumber();
}
