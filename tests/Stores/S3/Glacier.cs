using System.Net;
using System.Text;

namespace Evenhand.Tests.Stores.S3;

/// <summary>
/// Stands before a server that knows no archive and does as Amazon S3 does with one, by its published reference: what lies under
/// <c>cold/</c> is read only a while after somebody asked for it, and for so many days.
/// </summary>
internal sealed class Glacier(TimeProvider clock, TimeSpan wait) : DelegatingHandler
{
    private readonly Dictionary<string, (DateTimeOffset Ready, DateTimeOffset Until)> restored = [];

    /// <summary>Storage classes that were asked for, by path.</summary>
    public Dictionary<string, string> Classes { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var path = request.RequestUri!.AbsolutePath;
        var isCold = path.Contains("/cold/", StringComparison.Ordinal);
        if (request.Method == HttpMethod.Put)
        {
            if (request.Headers.TryGetValues("x-amz-storage-class", out var its))
                Classes[path] = its.Single();
            if (
                request.Headers.TryGetValues("x-amz-copy-source", out var source)
                && '/' + Uri.UnescapeDataString(source.Single()).TrimStart('/') is var from
                && from.Contains("/cold/", StringComparison.Ordinal)
                && !IsReady(from)
            )
                return Refused();
        }
        if (isCold && request.Method == HttpMethod.Post && request.RequestUri.Query == "?restore")
            return await RestoreAsync(path, request, cancellationToken);
        if (isCold && request.Method == HttpMethod.Get && !IsReady(path))
            return Refused();
        var answer = await base.SendAsync(request, cancellationToken);
        if (isCold && request.Method == HttpMethod.Head && answer.IsSuccessStatusCode)
        {
            answer.Headers.TryAddWithoutValidation("x-amz-storage-class", "GLACIER");
            if (restored.TryGetValue(path, out var its) && its.Until > clock.GetUtcNow())
                answer.Headers.TryAddWithoutValidation(
                    "x-amz-restore",
                    IsReady(path)
                        ? $"ongoing-request=\"false\", expiry-date=\"{its.Until:R}\""
                        : "ongoing-request=\"true\""
                );
        }
        return answer;
    }

    private bool IsReady(string path) =>
        restored.TryGetValue(path, out var its)
        && its.Ready <= clock.GetUtcNow()
        && its.Until > clock.GetUtcNow();

    private async Task<HttpResponseMessage> RestoreAsync(
        string path,
        HttpRequestMessage request,
        CancellationToken cancel
    )
    {
        var body = await request.Content!.ReadAsStringAsync(cancel);
        var days = int.Parse(
            body[
                (body.IndexOf("<Days>", StringComparison.Ordinal) + 6)..body.IndexOf(
                    "</Days>",
                    StringComparison.Ordinal
                )
            ],
            System.Globalization.CultureInfo.InvariantCulture
        );
        var ready = IsReady(path) ? restored[path].Ready : clock.GetUtcNow() + wait;
        var from = IsReady(path) ? clock.GetUtcNow() : ready;
        restored[path] = (ready, from.AddDays(days));
        return new HttpResponseMessage(HttpStatusCode.Accepted)
        {
            Content = new ByteArrayContent([]),
            RequestMessage = request,
        };
    }

    private static HttpResponseMessage Refused() =>
        new(HttpStatusCode.Forbidden)
        {
            Content = new StringContent(
                "<Error><Code>InvalidObjectState</Code><Message>The operation is not valid for the object's storage class</Message></Error>",
                Encoding.UTF8,
                "application/xml"
            ),
        };
}
