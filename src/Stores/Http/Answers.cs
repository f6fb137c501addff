using System.Net;
using System.Text.Json;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.Http;

/// <summary>Answers in JSON of those who are spoken to by HTTP.</summary>
internal static class Answers
{
    private const int MostOfBody = 1 << 20;
    private const int MostOfReason = 300;

    private static readonly string[] OfRoom = ["quota", "storage limit", "insufficientStorage"];

    /// <summary>What an answer says in JSON; null where that is none, or no object.</summary>
    /// <exception cref="HttpRequestException">It is more than a mebibyte.</exception>
    public static async Task<JsonDocument?> ReadAsync(
        HttpResponseMessage answer,
        CancellationToken cancel
    )
    {
        await answer.Content.LoadIntoBufferAsync(MostOfBody, cancel).ConfigureAwait(false);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        try
        {
            var said = JsonDocument.Parse(bytes);
            if (said.RootElement.ValueKind == JsonValueKind.Object)
                return said;
            said.Dispose();
        }
        catch (JsonException) { }
        return null;
    }

    /// <summary>A text at a path of names; null where none is there.</summary>
    public static string? Text(this JsonDocument? said, params string[] path) =>
        Find(said?.RootElement, path) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    /// <summary>A whole number at a path of names, also one written as text; null where none is there.</summary>
    public static long? Number(this JsonDocument? said, params string[] path) =>
        long.TryParse(
            said.Text(path),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>What lies at a path of names; null where nothing does.</summary>
    public static JsonElement? Find(JsonElement? from, params string[] path)
    {
        foreach (var name in path)
            from =
                from is { ValueKind: JsonValueKind.Object } its
                && its.TryGetProperty(name, out var next)
                    ? next
                    : null;
        return from;
    }

    /// <summary>An address that an answer named: never less than what it was asked over.</summary>
    /// <param name="named">The address.</param>
    /// <param name="scheme">What it was asked over; null for TLS.</param>
    /// <param name="who">Who named it.</param>
    /// <exception cref="TargetException">It is none, or without TLS.</exception>
    public static Uri Address(string? named, string? scheme, string who) =>
        Uri.TryCreate(named, UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || uri.Scheme == scheme)
            ? uri
            : throw new TargetException(
                TargetFault.Away,
                $"{who} names an address that is none, or without TLS"
            );

    /// <summary>Why, in the words of whoever answered, after a colon; nothing where it did not say. A token or a secret is never among them.</summary>
    public static string Why(JsonDocument? said)
    {
        var code = said.Text("error", "code") ?? said.Text("error") ?? said.Text("code");
        var words =
            said.Text("error", "message")
            ?? said.Text("error_description")
            ?? said.Text("message", "value")
            ?? said.Text("errorMessage");
        var why = string.Join(' ', new[] { code, words }.Where(each => each is not null));
        why = new string([.. why.Select(each => char.IsControl(each) ? ' ' : each)]).Trim();
        return why.Length == 0
            ? ""
            : $": {(why.Length > MostOfReason ? why[..MostOfReason] : why)}";
    }

    /// <summary>What an answer that was not hoped for means.</summary>
    /// <param name="who">Who answered.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="said">What it says.</param>
    /// <param name="clock">The time.</param>
    public static TargetException Fault(
        string who,
        HttpResponseMessage answer,
        JsonDocument? said,
        TimeProvider clock
    )
    {
        var why = Why(said);
        return new TargetException(
            KindOf(answer.StatusCode, why),
            $"{who} answered {(int)answer.StatusCode}{why}"
        )
        {
            After = RetryAfter.Of(answer.Headers.RetryAfter, clock),
        };
    }

    /// <summary>Whether words say that there is no room.</summary>
    public static bool IsOfRoom(string why) =>
        OfRoom.Any(word => why.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static TargetFault KindOf(HttpStatusCode status, string why) =>
        status switch
        {
            HttpStatusCode.InsufficientStorage => TargetFault.Full,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => TargetFault.Busy,
            < HttpStatusCode.InternalServerError when IsOfRoom(why) => TargetFault.Full,
            HttpStatusCode.Unauthorized => TargetFault.Refused,
            HttpStatusCode.Forbidden or HttpStatusCode.NotFound => TargetFault.Forbidden,
            HttpStatusCode.Conflict => TargetFault.Taken,
            _ => TargetFault.Away,
        };
}
