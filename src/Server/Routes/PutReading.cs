using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Routes;

/// <summary>Reads what comes with the bytes of a thing.</summary>
internal static class PutReading
{
    private const string Digest = "Repr-Digest";
    private const string Start = "sha-256=:";
    private const int LongestMedia = 128;

    /// <summary>What comes with them.</summary>
    /// <exception cref="RequestException">It is no good, or the bytes are encoded.</exception>
    public static PutTerms Of(
        HttpContext context,
        string account,
        string name,
        string? ofClass,
        string? tier,
        string? with
    )
    {
        var headers = context.Request.Headers;
        if (headers.ContentEncoding is [{ Length: > 0 } encoding, ..] && encoding != "identity")
            throw Refusal.WrongType(
                "the bytes are stored as they come: send them without encoding"
            );
        return new PutTerms(
            new AccountId(account),
            name,
            ofClass ?? throw Refusal.Malformed("class says what kind of content it is")
        )
        {
            Tier = tier,
            With = ObjectOf(with),
            Media = MediaOf(context.Request.ContentType),
            Sha256 = HashOf(headers[Digest]),
        };
    }

    private static JsonObject? ObjectOf(string? text)
    {
        try
        {
            return text is null
                ? null
                : JsonNode.Parse(text) as JsonObject
                    ?? throw Refusal.Malformed("with is a JSON object");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw Refusal.Malformed("with is a JSON object");
        }
    }

    private static string MediaOf(string? type) =>
        type is null ? ""
        : type.Length <= LongestMedia && type.All(c => c is >= ' ' and <= '~') ? type
        : throw Refusal.Malformed("the content type is none that could be kept");

    /// <summary>The hash that a digest announces (RFC 9530, 3), hexadecimal; null where there is none of this sort.</summary>
    private static string? HashOf(string? digests)
    {
        foreach (var digest in (digests ?? "").Split(','))
        {
            var text = digest.Trim();
            if (!text.StartsWith(Start, StringComparison.Ordinal))
                continue;
            var hash = new byte[32];
            return
                text.EndsWith(':')
                && text.Length > Start.Length
                && Convert.TryFromBase64String(text[Start.Length..^1], hash, out var count)
                && count == hash.Length
                ? Convert.ToHexStringLower(hash)
                : throw Refusal.Malformed($"{Digest} is {Start}…: with the hash in base64");
        }
        return null;
    }
}
