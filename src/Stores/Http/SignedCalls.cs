using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Evenhand.Network;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.Http;

/// <summary>
/// Requests of HTTP, signed where they are to be with a token, which is asked for anew once where it is not taken. Who wants to be left alone for a little is
/// waited for; what breaks is tried again a few times, where doing it twice is as doing it once.
/// </summary>
internal sealed class SignedCalls(
    Outward outward,
    SignIn signIn,
    TimeSpan patience,
    TimeProvider clock
) : IDisposable
{
    private const int MostTries = 4;

    /// <summary>Whoever wants to be left alone for longer is left to whoever asked.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly HttpClient way = new(outward.Handler()) { Timeout = patience };

    /// <summary>How long nothing need come while something is read.</summary>
    public TimeSpan Patience => patience;

    /// <inheritdoc/>
    public void Dispose() => way.Dispose();

    /// <summary>Asks, and answers what is said in JSON, with the status; null where nothing is.</summary>
    /// <param name="make">Makes the request; again for each try.</param>
    /// <param name="isSigned">Whether a token goes with it: not to addresses that answers name.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="hoped">Statuses besides success that mean something to whoever asks.</param>
    /// <exception cref="TargetException">It answers otherwise, or not at all.</exception>
    public async Task<Said> AskAsync(
        Func<HttpRequestMessage> make,
        bool isSigned,
        CancellationToken cancel,
        params HttpStatusCode[] hoped
    )
    {
        using var answer = await SendAsync(
                make,
                isSigned,
                HttpCompletionOption.ResponseContentRead,
                hoped,
                cancel
            )
            .ConfigureAwait(false);
        var body = await OfTarget(
                $"{answer.RequestMessage?.RequestUri?.Host}",
                () => Answers.ReadAsync(answer, cancel),
                cancel
            )
            .ConfigureAwait(false);
        return new Said(answer.StatusCode, body);
    }

    /// <summary>Reads what lies at an address that an answer named, and measures it.</summary>
    public async Task<Measured> MeasureAsync(Uri at, CancellationToken cancel)
    {
        using var answer = await SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, at),
                isSigned: false,
                HttpCompletionOption.ResponseHeadersRead,
                [],
                cancel
            )
            .ConfigureAwait(false);
        return await OfTarget(
                at.Host,
                async () =>
                    await ReadBack
                        .MeasureAsync(
                            await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false),
                            patience,
                            cancel
                        )
                        .ConfigureAwait(false),
                cancel
            )
            .ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make,
        bool isSigned,
        HttpCompletionOption until,
        HttpStatusCode[] hoped,
        CancellationToken cancel
    )
    {
        for (var (tries, isRenewed) = (1, false); ; tries++)
        {
            using var request = make();
            var who = request.RequestUri!.Host;
            var token = isSigned
                ? await OfTarget(who, () => signIn.TokenAsync(way, cancel), cancel)
                    .ConfigureAwait(false)
                : null;
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    token.Value
                );
            var answer = await OfTarget(who, () => way.SendAsync(request, until, cancel), cancel)
                .ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || hoped.Contains(answer.StatusCode))
                return answer;
            using (answer)
            {
                if (
                    token is not null
                    && answer.StatusCode == HttpStatusCode.Unauthorized
                    && !isRenewed
                )
                {
                    isRenewed = true;
                    signIn.Forget(token);
                    continue;
                }
                using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                silent.CancelAfter(patience);
                using var said = await OfTarget(
                        who,
                        () => Answers.ReadAsync(answer, silent.Token),
                        cancel
                    )
                    .ConfigureAwait(false);
                var fault = Answers.Fault(who, answer, said, clock);
                if (fault.Kind != TargetFault.Busy || tries == MostTries)
                    throw fault;
                var wait = fault.After ?? TimeSpan.FromSeconds(1 << tries);
                if (wait > LongestWait)
                    throw fault;
                await Task.Delay(wait, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does something; what the way fails with is told as the target's.</summary>
    private static async Task<T> OfTarget<T>(
        string who,
        Func<Task<T>> act,
        CancellationToken cancel
    )
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            throw Told.PrivateIn(failed) is { } inside
                ? new TargetException(TargetFault.Private, inside.Message, failed)
                : new TargetException(
                    TargetFault.Away,
                    $"{who} cannot be reached, or broke off: {failed.Message}",
                    failed
                );
        }
        catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw new TargetException(TargetFault.Away, $"{who} did not answer in time", slow);
        }
    }
}
