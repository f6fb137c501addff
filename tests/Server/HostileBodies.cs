using System.Text;

namespace Evenhand.Tests.Server;

/// <summary>Bodies and bytes that nobody should send.</summary>
internal static class HostileBodies
{
    private static readonly string[] Types =
    [
        "application/json",
        "application/json; charset=utf-16",
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "application/x-ndjson",
        "text/markdown",
        "text/html",
        "",
        "application/json, application/json",
    ];

    private static readonly string[] Pieces =
    [
        "null",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "\\",
        "\u0000",
        "\ud83d",
        "\"\\ud800\"",
        "\"\\udc00\":\"\\ud83d\"",
        "\"name\":\"\\ud800\"",
        "1e999",
        "-0",
        "99999999999999999999999999999999999999999",
        "\"account\"",
        "\"own\"",
        "\"act\":\"api.called\"",
        "\"with\":{\"count\":-1}",
        "\"quantity\":\"1e5\"",
        "\"reserve\":{\"quantity\":\"NaN\",\"seconds\":-1}",
        "\"role\":\"admin\"",
        "\"time\":\"9999-12-31T23:59:59.9999999Z\"",
        "\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"\",\"type\":\"\"",
        "\"subject\":\"\\u0000\"",
        "---\npolicy: &a [*a]\n---\n",
        "\n",
    ];

    public static string Type(Random dice) => Types[dice.Next(Types.Length)];

    public static string One(Random dice) =>
        dice.Next(6) switch
        {
            0 => new string('[', dice.Next(1, 20_000)),
            1 => string.Concat(Enumerable.Repeat("{\"a\":", dice.Next(1, 5_000))),
            2 => $"[{TestEvents.Line("own", "x", "gate.asked", "{\"act\":\"gate.asked\"}")}]",
            3 => "{\"account\":\"own\",\"act\":\"api.called\",\"with\":{\"count\":\""
                + new string('9', dice.Next(1, 400))
                + "\"}}",
            4 => $$"""{"account":"{{new string('a', dice.Next(1, 100_000))}}","act":"x"}""",
            _ => string.Concat(
                Enumerable.Range(0, dice.Next(40)).Select(_ => Pieces[dice.Next(Pieces.Length)])
            ),
        };

    /// <summary>Bytes for a bare socket.</summary>
    public static byte[] Raw(Random dice)
    {
        var bytes = new byte[dice.Next(1, 2_000)];
        dice.NextBytes(bytes);
        return dice.Next(7) switch
        {
            0 => bytes,
            1 => Text("GET / HTTP/9.9\r\n\r\n"),
            2 => Text($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n"),
            3 => Text(
                $"GET /v1/accounts HTTP/1.1\r\nHost: x\r\nX-Long: {new string('b', 40_000)}\r\n\r\n"
            ),
            4 => Text(
                "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            ),
            5 => Text(
                "GET /v1/accounts/\u0001\u0002 HTTP/1.1\r\nHost: \r\nAuthorization: Bearer \u0001\r\n\r\n"
            ),
            _ => Text(
                $"POST /v1/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ServerUnderTest.AdminKey}\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {dice.Next(-5, 50)}\r\n\r\n{{\"acc"
            ),
        };
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
