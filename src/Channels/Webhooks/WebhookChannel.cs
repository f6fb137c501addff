using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Evenhand.Core.Time;
using Evenhand.Network;
using Evenhand.Node.Sending;
using Microsoft.AspNetCore.WebUtilities;

namespace Evenhand.Channels.Webhooks;

/// <summary>Posts messages to endpoints.</summary>
public sealed class WebhookChannel : IDisposable
{
    /// <summary>Its name, which stands with each delivery.</summary>
    public const string Name = "webhook";

    /// <summary>How long an endpoint may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int MostOfAnswer = 1 << 10;

    private readonly WebhookSecrets secrets;
    private readonly Outward outward;
    private readonly bool isSandboxed;
    private readonly HttpClient http;

    /// <summary>A channel.</summary>
    /// <param name="secrets">What signs.</param>
    /// <param name="allowsPrivate">Whether messages may go to private addresses, and without TLS.</param>
    /// <param name="sandbox">Where mail goes instead; then no webhook goes anywhere. Null for none.</param>
    public WebhookChannel(WebhookSecrets secrets, bool allowsPrivate, string? sandbox)
    {
        (this.secrets, isSandboxed) = (secrets, sandbox is not null);
        outward = new Outward(allowsPrivate);
        http = new HttpClient(outward.Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The channel as the node has it.</summary>
    public Channel Channel => new(Name, SendAsync);

    /// <summary>Why a text is no address of an endpoint; null where it is one.</summary>
    public string? Objection(string address)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http")
            || uri.UserInfo.Length > 0
            || uri.Fragment.Length > 0
        )
            return "an endpoint is an address such as https://example.com/hooks, without a name, a password or a fragment";
        if (uri.Scheme != "https" && !outward.AllowsPrivate)
            return "an endpoint is reached over https";
        return outward.MayBeAt(uri.Host) ? null : "an endpoint is at a public address";
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<Receipt> SendAsync(Parcel parcel, CancellationToken stop)
    {
        if (isSandboxed)
            return new Receipt(false, null, "all goes to a sandbox, and no webhook out");
        if (Objection(parcel.Target.Address) is { } why)
            return new Receipt(false, null, why) { IsFinal = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(parcel);
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            await ReadSomeAsync(response, patience.Token);
            return ReceiptOf(response);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Receipt(
                false,
                null,
                $"no answer within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s"
            );
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Receipt(false, null, InWords(failure, parcel.Target.Address));
        }
    }

    private HttpRequestMessage Request(Parcel parcel)
    {
        var timestamp = (long)Math.Floor((parcel.Now - new Moment(0)).TotalSeconds);
        var body = parcel.Message.Text;
        var request = new HttpRequestMessage(HttpMethod.Post, parcel.Target.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "evenhand");
        request.Headers.TryAddWithoutValidation("webhook-id", parcel.Id);
        request.Headers.TryAddWithoutValidation(
            "webhook-timestamp",
            timestamp.ToString(CultureInfo.InvariantCulture)
        );
        request.Headers.TryAddWithoutValidation(
            "webhook-signature",
            secrets.Sign(parcel.Target, parcel.Id, timestamp, body, parcel.Now)
        );
        return request;
    }

    private static Receipt ReceiptOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return response.IsSuccessStatusCode
            ? new Receipt(true, status, "taken")
            : new Receipt(
                false,
                status,
                status is >= 300 and < 400
                    ? "it answered with another address, which is not followed"
                    : $"it answered {status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}".TrimEnd()
            );
    }

    /// <summary>Why nobody answered, in words from which somebody can mend it.</summary>
    private static string InWords(Exception failure, string address)
    {
        var uri = new Uri(address);
        var where = string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{uri.Port}");
        var inner = failure.InnerException?.Message ?? failure.Message;
        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"the name {uri.Host} has no address",
            HttpRequestError.SecureConnectionError =>
                $"TLS with {where} did not come about: {inner}",
            HttpRequestError.ConnectionError
                when failure.InnerException
                    is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"the connection to {where} was refused: nothing listens there",
            HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded =>
                $"{where} does not speak HTTP as it should, or broke off: {inner}",
            _ => inner,
        };
    }

    /// <summary>A short answer leaves the connection for the next message; a long one is not waited for.</summary>
    private static async Task ReadSomeAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[MostOfAnswer];
        await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
    }
}
