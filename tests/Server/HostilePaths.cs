using System.Text.RegularExpressions;

namespace Evenhand.Tests.Server;

/// <summary>Paths and queries that nobody should send.</summary>
internal static partial class HostilePaths
{
    private static readonly string[] Parts =
    [
        "own",
        "%00",
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "%F0%9F%92%A9",
        "%ff%fe",
        "'%20OR%201=1--",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "-1",
        "%0d%0aX-Injected:%201",
        "{account}",
        "stackcx",
        "1",
        "****.x",
        "b3du.x",
        "_-_-_.x",
        "%ED%A0%80.%ED%B0%80",
        "2026-01-01",
    ];

    private static readonly string[] Queries =
    [
        "",
        "",
        "?limit=99999999999999999999",
        "?limit=-1",
        "?limit=1&limit=2",
        "?after=%00",
        "?after=%ff",
        "?after=9223372036854775807",
        "?after=-9223372036854775808",
        "?after=2147483647",
        "?after=%ED%A0%80",
        "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&window=hour",
        "?from=9999-12-31T23:59:59.9999999Z",
        "?from=0001-01-01",
        "?to=0001-01-01",
        "?window=century",
        "?meter=%00",
        "?expected=perhaps",
        "?version=%ff",
        "?key=abc",
    ];

    public static string Of(string pattern, Random dice)
    {
        var longest = dice.Next(20) == 0 ? new string('x', 3_000) : null;
        return Parameter().Replace(pattern, _ => longest ?? Parts[dice.Next(Parts.Length)])
            + Queries[dice.Next(Queries.Length)];
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
