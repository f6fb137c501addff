using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>Follows what changes of accounts, as it does.</summary>
public sealed class EvenhandChanges
{
    private readonly Connection connection;
    private readonly TimeSpan patience;

    internal EvenhandChanges(Connection connection, TimeSpan patience) =>
        (this.connection, this.patience) = (connection, patience);

    /// <summary>
    /// Follows until the wait is ended, or the connection breaks: whoever then follows again after the last id that was told misses
    /// nothing.
    /// </summary>
    /// <param name="account">Of one account; null for all that the key may see.</param>
    /// <param name="after">The last id that was told; null for what comes from now on.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="EvenhandUnavailableException">The server cannot be reached, or the connection broke.</exception>
    public async IAsyncEnumerable<ToldChange> FollowAsync(
        string? account = null,
        string? after = null,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        using var response = await connection
            .SendAsync(
                HttpMethod.Get,
                "v1/changes" + Written.Query(("account", account), ("after", after)),
                null,
                patience,
                cancel,
                HttpCompletionOption.ResponseHeadersRead
            )
            .ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using var items = SseParser
            .Create(body, (_, data) => JsonSerializer.Deserialize(data, WireJson.Wire.ChangeView)!)
            .EnumerateAsync(cancel)
            .GetAsyncEnumerator(cancel);
        while (await NextAsync(items).ConfigureAwait(false))
            yield return new ToldChange(
                items.Current.EventType,
                items.Current.EventId,
                items.Current.Data
            );
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<ChangeView>> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception broken)
            when (broken is IOException or HttpRequestException or JsonException)
        {
            throw new EvenhandUnavailableException("What changes broke off.", broken);
        }
    }
}

/// <summary>Something that was told to whoever follows changes.</summary>
/// <param name="Kind">
/// <c>change</c>; <c>reset</c> where what was missed is not known, so that all is to be read anew; <c>quiet</c> where nothing changed for a while.
/// </param>
/// <param name="Id">After which to go on; null where another of the same moment follows.</param>
/// <param name="What">The account, and which of its lists read otherwise now.</param>
public sealed record ToldChange(string Kind, string? Id, ChangeView What);
