using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Evenhand.Tests.Crash;

/// <summary>
/// People and an account who do what is to be done about one account after another, and, whatever happens to the server, send an act
/// with its id until it is answered. Now and then they send one again that was answered: the answer must be the first one.
/// </summary>
internal sealed class Actor(
    int seed,
    IReadOnlyList<string> accounts,
    Func<string, AuthenticationHeaderValue> keyOf,
    HttpClient http
)
{
    private const int OneInAgain = 4;
    private const int LongestThought = 30;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(15);

    private readonly Random dice = new(seed);
    private readonly List<(Deed Deed, string Answer)> done = [];

    /// <summary>The acts that were answered.</summary>
    public IEnumerable<Deed> Done => done.Select(each => each.Deed);

    /// <summary>How often it had to send again.</summary>
    public int Retries { get; private set; }

    /// <summary>What the server did that it must not do.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>By account, the statement of reasons as it was read first.</summary>
    public Dictionary<string, string> Reasons { get; } = [];

    /// <summary>Does all that is to be done; then goes on to send acts again until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var account in accounts)
        foreach (var deed in Deed.Of(account, dice.Next(2) == 0))
        {
            // So that servers are killed in the midst of what is done, and not beside it.
            await Task.Delay(dice.Next(LongestThought), CancellationToken.None);
            await DoAsync(deed);
            if (dice.Next(OneInAgain) == 0)
                await DoAgainAsync();
        }
        while (!stop.IsCancellationRequested)
            await DoAgainAsync();
    }

    private async Task DoAsync(Deed deed)
    {
        var answer = await SendAsync(deed);
        if (deed.IsRepeatable)
            done.Add((deed, answer));
        if (!deed.Announces)
            return;
        var reasons = await TryAsync(deed with { Path = deed.Reasons, Body = null });
        if (reasons is { Status: HttpStatusCode.OK, Text: var text })
            Reasons[deed.Account] = text;
    }

    private async Task DoAgainAsync()
    {
        if (done.Count == 0)
            return;
        // Mostly the latest: that is what a crash is likely to have lost.
        var (deed, first) = done[^(dice.Next(2) == 0 ? 1 : dice.Next(1, done.Count + 1))];
        var again = await SendAsync(deed);
        if (again != first)
            Complaints.Add($"{deed.Path} {deed.Body}\n  first: {first}\n  again: {again}");
    }

    private async Task<string> SendAsync(Deed deed)
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        while (true)
        {
            if (await TryAsync(deed) is { } answer)
            {
                if (answer.Status != HttpStatusCode.OK)
                    Complaints.Add($"{deed.Path} {deed.Body}\n  {answer.Status}: {answer.Text}");
                return answer.Text;
            }
            Retries++;
            await Task.Delay(BetweenTries, bound.Token);
        }
    }

    private async Task<(HttpStatusCode Status, string Text)?> TryAsync(Deed deed)
    {
        using var request = new HttpRequestMessage(
            deed.Body is null ? HttpMethod.Get : HttpMethod.Post,
            new Uri(deed.Path, UriKind.Relative)
        );
        request.Headers.Authorization = keyOf(deed.Who);
        if (deed.Body is not null)
            request.Content = new StringContent(deed.Body, Encoding.UTF8, deed.Media);
        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable
                ? null
                : (answer.StatusCode, text);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
