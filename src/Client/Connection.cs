using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>Sends requests, and tells apart what was answered, what was refused and what was not reached.</summary>
internal sealed class Connection(EvenhandOptions options, HttpClient http, TimeProvider time)
{
    public static readonly MediaTypeHeaderValue Json = new("application/json");
    public static readonly MediaTypeHeaderValue Batch = new("application/cloudevents-batch+json");

    private readonly Uri root = Rooted(options.Address!);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        TimeSpan timeout,
        CancellationToken cancel,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        long from = 0
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Content = content;
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        if (options.Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var response = await ReachAsync(request, completion, timeout, cancel).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await FailureAsync(response, cancel).ConfigureAwait(false);
    }

    /// <summary>One try, for what is copied already cannot be taken back; only the beginning of the answer has a time limit.</summary>
    public async Task CopyAsync(
        string path,
        Stream to,
        TimeSpan timeout,
        CancellationToken cancel,
        long from = 0
    )
    {
        using var response = await SendAsync(
                HttpMethod.Get,
                path,
                null,
                timeout,
                cancel,
                HttpCompletionOption.ResponseHeadersRead,
                from
            )
            .ConfigureAwait(false);
        if (from > 0 && response.StatusCode != HttpStatusCode.PartialContent)
            throw new EvenhandUnavailableException("The rest was asked for, and all of it came.");
        try
        {
            await response.Content.CopyToAsync(to, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            throw new EvenhandUnavailableException("The answer broke off.", broken);
        }
    }

    public static HttpContent Content<T>(T body, JsonTypeInfo<T> type) =>
        Content(JsonSerializer.SerializeToUtf8Bytes(body, type), Json);

    public static HttpContent Content(byte[] body, MediaTypeHeaderValue type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type;
        return content;
    }

    /// <summary>A body that is not what was asked for comes from something in between, not from the server.</summary>
    public static async Task<T> ReadAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancel
    )
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type)
                ?? throw new EvenhandUnavailableException("The answer was null.");
        }
        catch (JsonException unreadable)
        {
            throw new EvenhandUnavailableException("The answer could not be read.", unreadable);
        }
    }

    /// <summary>The body is read here too, unless it is copied as it comes, so the timeout covers it.</summary>
    private async Task<HttpResponseMessage> ReachAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        TimeSpan timeout,
        CancellationToken cancel
    )
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await http.SendAsync(request, completion, either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException unreached)
        {
            throw new EvenhandUnavailableException("The server was not reached.", unreached);
        }
        catch (OperationCanceledException ended) when (!cancel.IsCancellationRequested)
        {
            throw new EvenhandUnavailableException("The server did not answer in time.", ended);
        }
    }

    private async Task<Exception> FailureAsync(
        HttpResponseMessage response,
        CancellationToken cancel
    )
    {
        var wait = RetryAfter(response);
        var problem = await ProblemAsync(response, cancel).ConfigureAwait(false);
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            return new EvenhandUnavailableException(
                $"The server answered {(int)response.StatusCode}.",
                null,
                wait
            )
            {
                Code = problem.Code,
            };
        }
        return new EvenhandProblemException(response.StatusCode, problem, wait);
    }

    private static async Task<Problem> ProblemAsync(
        HttpResponseMessage response,
        CancellationToken cancel
    )
    {
        var bare = new Problem { Status = (int)response.StatusCode, Title = response.ReasonPhrase };
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return bare;
        var body = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, WireJson.Wire.Problem) ?? bare;
        }
        catch (JsonException)
        {
            return bare;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static Uri Rooted(Uri address) =>
        address.AbsolutePath.EndsWith('/')
            ? address
            : new Uri(address.GetLeftPart(UriPartial.Path) + "/");
}
