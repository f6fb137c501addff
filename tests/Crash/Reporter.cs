using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A client that reports usage and, whatever happens to the server, sends a batch with the same ids until it is
/// acknowledged. Now and then it sends one again that was acknowledged: nothing of it may be new.
/// </summary>
internal sealed class Reporter(int number, int seed, Workload workload, HttpClient http)
{
    private const int MostInBatch = 12;
    private const int OneInAgain = 8;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(15);

    private readonly Random dice = new(unchecked((seed * 397) + number));
    private readonly List<string[]> acknowledged = [];
    private int sent;

    /// <summary>Everything that it reported; all of it is acknowledged once <see cref="RunAsync"/> ends.</summary>
    public IEnumerable<string> Lines => acknowledged.SelectMany(batch => batch);

    /// <summary>How often it had to send again.</summary>
    public int Retries { get; private set; }

    /// <summary>What the server did that it must not do.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Reports until told to stop; what is under way then is still brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (acknowledged.Count > 0 && dice.Next(OneInAgain) == 0)
                await SendAgainAsync();
            else
                await ReportAsync([
                    .. Enumerable.Range(0, dice.Next(1, MostInBatch)).Select(_ => Act()),
                ]);
        }
    }

    /// <summary>Sends a batch until it is acknowledged.</summary>
    public async Task ReportAsync(string[] batch)
    {
        var tries = Retries;
        var outcome = await SendAsync(batch);
        acknowledged.Add(batch);
        if (outcome.Rejected > 0)
            Complaints.Add($"{outcome.Rejected} rejected: {outcome.Text}");
        if (outcome.Accepted + outcome.Duplicates + outcome.Rejected != batch.Length)
            Complaints.Add($"a batch of {batch.Length} was answered with {outcome.Text}");
        if (Retries == tries && outcome.Duplicates > 0)
            Complaints.Add($"a new batch was taken for a repeat: {outcome.Text}");
    }

    private async Task SendAgainAsync()
    {
        // Mostly the latest: that is what a crash is likely to have lost.
        var back = dice.Next(2) == 0 ? 1 : dice.Next(1, acknowledged.Count + 1);
        var outcome = await SendAsync(acknowledged[^back]);
        if (outcome.Accepted > 0)
            Complaints.Add($"{outcome.Accepted} acknowledged events were not there any more");
    }

    private string Act() => workload.Act($"{number}-{sent++}", dice);

    private async Task<Outcome> SendAsync(string[] batch)
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        while (true)
        {
            if (await TryAsync(batch, bound.Token) is { } outcome)
                return outcome;
            Retries++;
            await Task.Delay(BetweenTries, bound.Token);
        }
    }

    private async Task<Outcome?> TryAsync(string[] batch, CancellationToken bound)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', batch)));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using var answer = await http.PostAsync(
                new Uri("/v1/events", UriKind.Relative),
                body,
                bound
            );
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            var text = await answer.Content.ReadAsStringAsync(bound);
            return answer.StatusCode == HttpStatusCode.OK
                ? Outcome.Of(text)
                : throw new InvalidOperationException($"{answer.StatusCode}: {text}");
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private sealed record Outcome(int Accepted, int Duplicates, int Rejected, string Text)
    {
        public static Outcome Of(string text)
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return new(
                root.GetProperty("accepted").GetInt32(),
                root.GetProperty("duplicates").GetInt32(),
                root.GetProperty("rejected").GetArrayLength(),
                text
            );
        }
    }
}
