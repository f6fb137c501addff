using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Ledger.Postgres;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Evenhand.Server.Settings;

/// <summary>Texts of settings as values. What is no good ends in a <see cref="FormatException"/> that says what would be.</summary>
internal static class Values
{
    private const int LongestKey = 256;

    private static readonly (string Unit, long Seconds)[] Spans =
    [
        ("s", 1),
        ("m", 60),
        ("h", 3_600),
        ("d", 86_400),
    ];

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("", 1),
    ];

    private static readonly Duration LongestSpan = Duration.FromDays(3_650);

    public static string Path(string text) =>
        text.Length > 0 ? text : throw new FormatException("it takes a path");

    public static string Connection(string text)
    {
        PostgresPlace.Of(text, null);
        return text;
    }

    public static int Percent(string text) =>
        TryRead(text.TrimEnd('%'), 0, 100, out var percent)
            ? (int)percent
            : throw new FormatException("it takes a percentage from 0 to 100");

    public static Duration Span(string text)
    {
        foreach (var (unit, seconds) in Spans)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;
            if (!TryRead(text[..^unit.Length], 1, (long)LongestSpan.TotalSeconds, out var count))
                break;
            var span = Duration.FromSeconds(count * seconds);
            if (span <= LongestSpan)
                return span;
        }
        throw new FormatException("it takes a span such as 30s, 10m, 12h or 3d, up to 3650d");
    }

    public static long Bytes(string text, long most)
    {
        foreach (var (unit, bytes) in Sizes)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;
            if (TryRead(text[..^unit.Length].TrimEnd(), 1, most / bytes, out var count))
                return count * bytes;
            break;
        }
        throw new FormatException($"it takes bytes such as 65536, 64KiB or 16MiB, up to {most:N0}");
    }

    public static int Count(string text) =>
        TryRead(text, 1, int.MaxValue, out var count)
            ? (int)count
            : throw new FormatException("it takes a whole number from 1");

    public static int? CountOrNone(string text) =>
        text == "none" ? null
        : TryRead(text, 1, 1_000_000, out var count) ? (int)count
        : throw new FormatException("it takes a whole number from 1 to 1,000,000, or none");

    public static ImmutableArray<string> Urls(string text)
    {
        var urls = Listed(text);
        return
            urls.Length > 0
            && Array.TrueForAll(
                urls,
                url =>
                    Uri.TryCreate(
                        url.Replace("//*", "//x", StringComparison.Ordinal),
                        UriKind.Absolute,
                        out var uri
                    ) && uri is { Scheme: "http" or "https", PathAndQuery: "/" }
            )
            ? [.. urls]
            : throw new FormatException(
                "it takes addresses such as http://127.0.0.1:8080, divided by commas"
            );
    }

    public static ImmutableArray<string> Origins(string text)
    {
        var origins = Listed(text);
        return Array.TrueForAll(
            origins,
            origin =>
                Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && uri is { Scheme: "http" or "https" }
                && uri.GetLeftPart(UriPartial.Authority) == origin
        )
            ? [.. origins]
            : throw new FormatException(
                "it takes origins such as https://console.example.com, divided by commas"
            );
    }

    public static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException("it takes an address such as http://127.0.0.1:4317");

    public static Uri Hop(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "smtps" or "smtp" or "smtp+plain", Port: > 0, UserInfo: "" }
        && uri.Host.Length > 0
            ? uri
            : throw new FormatException(
                "it takes an address such as smtps://mail.example.com:465, with a port and without a password"
            );

    public static Uri Mailbox(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "imaps" or "imap" or "imap+plain", Port: > 0, UserInfo: "" }
        && uri.Host.Length > 0
            ? uri
            : throw new FormatException(
                "it takes an address such as imaps://mail.example.com:993, with a port and without a password"
            );

    public static string Mail(string text) =>
        Channels.Mail.MailChannel.IsAddress(text)
            ? text
            : throw new FormatException("it takes an address such as notices@example.com");

    public static ImmutableArray<string>? Mails(string text)
    {
        if (text == "people")
            return null;
        var addresses = text == "none" ? [] : Listed(text);
        return
            text == "none"
            || addresses.Length > 0
                && Array.TrueForAll(addresses, Channels.Mail.MailChannel.IsAddress)
            ? [.. addresses]
            : throw new FormatException(
                "it takes people, none, or addresses such as ops@example.com, divided by commas"
            );
    }

    public static Uri Authority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || uri is { Scheme: "http", IsLoopback: true })
            ? uri
            : throw new FormatException("it takes an address such as https://login.example.com");

    public static RoleSet PersonRoles(string text)
    {
        var words = text == "none" ? [] : Listed(text);
        var roles = PersonRegister.MayHave.All.Where(role => words.Contains(RoleSet.Word(role)));
        return roles.Count() == words.Length && (text == "none" || words.Length > 0)
            ? RoleSet.Of(roles)
            : throw new FormatException(
                $"it takes none, or roles of persons, divided by commas: {PersonRegister.MayHave}"
            );
    }

    public static string OneOf(string text, params string[] words) =>
        words.Contains(text)
            ? text
            : throw new FormatException($"it takes {string.Join(" or ", words)}");

    public static LogLevel Level(string text) =>
        text switch
        {
            "debug" => LogLevel.Debug,
            "information" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => throw new FormatException("it takes debug, information, warning or error"),
        };

    public static string Key(string text) =>
        text.Length is > 0 and <= LongestKey && text.All(each => each is > ' ' and < (char)127)
            ? text
            : throw new FormatException(
                $"it takes up to {LongestKey} printable ASCII characters without spaces"
            );

    private static string[] Listed(string text) =>
        text.Split(
            [',', ';'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private static bool TryRead(string text, long least, long most, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
        && count >= least
        && count <= most;
}
