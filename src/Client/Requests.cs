using System.Text.Json.Serialization.Metadata;

namespace Evenhand.Client;

/// <summary>The requests of which the client's calls are made: retried while the server cannot be reached, or tried once.</summary>
/// <param name="connection">Sends them.</param>
/// <param name="retrying">Repeats them.</param>
/// <param name="timeout">How long one try may take.</param>
internal sealed class Requests(Connection connection, Retrying retrying, TimeSpan timeout)
{
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) =>
        retrying.RunAsync(
            async token =>
            {
                using var response = await connection
                    .SendAsync(HttpMethod.Get, path, null, timeout, token)
                    .ConfigureAwait(false);
                return await Connection.ReadAsync(response, type, token).ConfigureAwait(false);
            },
            cancel
        );

    public Task CopyAsync(string path, Stream to, CancellationToken cancel, long from = 0) =>
        connection.CopyAsync(path, to, timeout, cancel, from);

    /// <summary>Retried: whoever calls it sees to it that twice is as good as once.</summary>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> type,
        JsonTypeInfo<TAnswer> answer,
        CancellationToken cancel
    ) => PostAsync(path, () => Connection.Content(body, type), answer, cancel);

    /// <summary>Retried: what is set so already is left as it is.</summary>
    public Task<TAnswer> PutAsync<TBody, TAnswer>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> type,
        JsonTypeInfo<TAnswer> answer,
        CancellationToken cancel
    ) =>
        retrying.RunAsync(
            async token =>
            {
                using var content = Connection.Content(body, type);
                using var response = await connection
                    .SendAsync(HttpMethod.Put, path, content, timeout, token)
                    .ConfigureAwait(false);
                return await Connection.ReadAsync(response, answer, token).ConfigureAwait(false);
            },
            cancel
        );

    /// <summary>Without a body.</summary>
    public Task<TAnswer> PostAsync<TAnswer>(
        string path,
        JsonTypeInfo<TAnswer> answer,
        CancellationToken cancel
    ) => PostAsync(path, () => null, answer, cancel);

    /// <summary>With neither a body nor an answer.</summary>
    public Task PostAsync(string path, CancellationToken cancel) =>
        DoAsync(HttpMethod.Post, path, cancel);

    /// <summary>Retried: what is gone already is left so.</summary>
    public Task DeleteAsync(string path, CancellationToken cancel) =>
        DoAsync(HttpMethod.Delete, path, cancel);

    private Task<bool> DoAsync(HttpMethod method, string path, CancellationToken cancel) =>
        retrying.RunAsync(
            async token =>
            {
                using var response = await connection
                    .SendAsync(method, path, null, timeout, token)
                    .ConfigureAwait(false);
                return true;
            },
            cancel
        );

    public Task<T> PostAsync<T>(
        string path,
        Func<HttpContent?> body,
        JsonTypeInfo<T> answer,
        CancellationToken cancel
    ) => retrying.RunAsync(token => OnceAsync(path, body, answer, token), cancel);

    /// <summary>One try.</summary>
    public Task<TAnswer> OnceAsync<TBody, TAnswer>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> type,
        JsonTypeInfo<TAnswer> answer,
        CancellationToken cancel
    ) => OnceAsync(path, () => Connection.Content(body, type), answer, cancel);

    /// <summary>One try.</summary>
    public async Task<T> OnceAsync<T>(
        string path,
        Func<HttpContent?> body,
        JsonTypeInfo<T> answer,
        CancellationToken cancel
    )
    {
        using var content = body();
        using var response = await connection
            .SendAsync(HttpMethod.Post, path, content, timeout, cancel)
            .ConfigureAwait(false);
        return await Connection.ReadAsync(response, answer, cancel).ConfigureAwait(false);
    }
}
