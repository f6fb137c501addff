using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// Stored things and their bytes. What reads is retried while the server cannot be reached; what carries bytes is tried once and takes
/// as long as it takes.
/// </summary>
public sealed class EvenhandObjects
{
    private static readonly MediaTypeHeaderValue Bytes = new("application/octet-stream");

    private readonly Requests client;
    private readonly Connection connection;

    internal EvenhandObjects(Requests client, Connection connection) =>
        (this.client, this.connection) = (client, connection);

    /// <summary>What an account stores, by name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="ofClass">Of one kind of content.</param>
    /// <param name="tier">Of one tier.</param>
    /// <param name="state"><c>here</c>, <c>counted</c>, <c>kept</c>, <c>quarantined</c> or <c>lost</c>; null for all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<ObjectView>> ListAsync(
        string account,
        string? ofClass = null,
        string? tier = null,
        string? state = null,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("class", ofClass),
            ("tier", tier),
            ("state", state),
            ("after", after),
            ("limit", limit?.ToString(CultureInfo.InvariantCulture))
        );
        return client.GetAsync(
            $"v1/accounts/{Written.Segment(account)}/objects{query}",
            WireJson.Wire.PageObjectView,
            cancel
        );
    }

    /// <summary>A stored thing.</summary>
    public Task<ObjectView> ShowAsync(
        string account,
        string name,
        CancellationToken cancel = default
    ) => client.GetAsync(Path(account, name), WireJson.Wire.ObjectView, cancel);

    /// <summary>Stores the bytes of a thing. The same bytes again are as good as once.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ofClass">What kind of content it is.</param>
    /// <param name="bytes">The bytes, read once, to their end.</param>
    /// <param name="tier">Where it is to lie; null for where such things lie by default.</param>
    /// <param name="with">Other fields of the event that says that it is stored, a JSON object.</param>
    /// <param name="mediaType">Their media type; null for none in particular.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">They may not be stored, or others are there under this name (409).</exception>
    public async Task<ObjectView> PutAsync(
        string account,
        string name,
        string ofClass,
        Stream bytes,
        string? tier = null,
        string? with = null,
        string? mediaType = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = mediaType is null
            ? Bytes
            : MediaTypeHeaderValue.Parse(mediaType);
        var query = Written.Query(("class", ofClass), ("tier", tier), ("with", with));
        using var response = await connection
            .SendAsync(
                HttpMethod.Put,
                Path(account, name) + query,
                content,
                Timeout.InfiniteTimeSpan,
                cancel
            )
            .ConfigureAwait(false);
        return await Connection
            .ReadAsync(response, WireJson.Wire.ObjectView, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>Copies the bytes of a thing as they come; it counts as one retrieval.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="to">Where to.</param>
    /// <param name="retrieval">The id of the download: others with the same count once together; null for one of its own.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task CopyAsync(
        string account,
        string name,
        Stream to,
        string? retrieval = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return client.CopyAsync(
            Path(account, name) + "/content" + Written.Query(("retrieval", retrieval)),
            to,
            cancel
        );
    }

    /// <summary>Deletes a thing, in the account's name.</summary>
    public async Task DeleteAsync(string account, string name, CancellationToken cancel = default)
    {
        using var response = await connection
            .SendAsync(
                HttpMethod.Delete,
                Path(account, name),
                null,
                Timeout.InfiniteTimeSpan,
                cancel
            )
            .ConfigureAwait(false);
    }

    /// <summary>What is to be done with bytes in the store, and waits, by account and reason.</summary>
    /// <param name="account">Of one account; null for all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most, about: a page ends with the account that it is at.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<Page<VaultWaitView>> WaitsAsync(
        string? account = null,
        string? after = null,
        int? limit = null,
        CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("account", account),
            ("after", after),
            ("limit", limit?.ToString(CultureInfo.InvariantCulture))
        );
        return client.GetAsync($"v1/vault/waits{query}", WireJson.Wire.PageVaultWaitView, cancel);
    }

    /// <summary>Lets bytes be removed that a brake stopped; with a person's key.</summary>
    /// <param name="account">Whose they are.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="EvenhandProblemException">Nobody is asked (409), or the key is no person's.</exception>
    public async Task ReleaseAsync(
        string account,
        string reason,
        CancellationToken cancel = default
    )
    {
        using var content = JsonContent.Create(
            new RemovalRelease { Reason = reason },
            WireJson.Wire.RemovalRelease
        );
        using var response = await connection
            .SendAsync(
                HttpMethod.Post,
                $"v1/accounts/{Written.Segment(account)}/vault/release",
                content,
                Timeout.InfiniteTimeSpan,
                cancel
            )
            .ConfigureAwait(false);
    }

    /// <summary>Holds the store against what is written down of it; what is found comes as it is found, and last a summary.</summary>
    /// <param name="deep">Whether all bytes are read and their hashes compared.</param>
    /// <param name="mend">Whether what can be mended is.</param>
    /// <param name="sure">Whether bytes of which nobody speaks are deleted also where there are very many of them.</param>
    /// <param name="olderThan">How old those are at least; null for an hour.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async IAsyncEnumerable<VaultFindingView> CheckAsync(
        bool deep = false,
        bool mend = false,
        bool sure = false,
        TimeSpan? olderThan = null,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        var query = Written.Query(
            ("deep", deep ? "true" : null),
            ("mend", mend ? "true" : null),
            ("sure", sure ? "true" : null),
            (
                "older_than",
                olderThan is { } age
                    ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)
                    : null
            )
        );
        using var response = await connection
            .SendAsync(
                HttpMethod.Post,
                $"v1/vault/check{query}",
                null,
                Timeout.InfiniteTimeSpan,
                cancel,
                HttpCompletionOption.ResponseHeadersRead
            )
            .ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancel).ConfigureAwait(false) is { Length: > 0 } line)
            yield return JsonSerializer.Deserialize(line, WireJson.Wire.VaultFindingView)!;
    }

    private static string Path(string account, string name) =>
        $"v1/accounts/{Written.Segment(account)}/objects/{Written.Segment(name)}";
}
