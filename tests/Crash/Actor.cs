using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

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
        foreach (var deed in Deed.About(account, dice.Next(2) == 0))
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

/// <summary>Something that somebody does about an account, as it is sent.</summary>
/// <param name="Account">The account.</param>
/// <param name="Who">Whose key it is sent with.</param>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where to.</param>
/// <param name="Body">What; null to read.</param>
internal sealed record Deed(string Account, string Who, string Id, string Path, string? Body)
{
    public const string Admin = "admin";
    private const string Events = "/v1/events";

    public string Media => Path == Events ? "application/x-ndjson" : "application/json";

    /// <summary>Whether it is answered the same again; of events it is counted how many were new.</summary>
    public bool IsRepeatable => Path != Events;

    /// <summary>Whether it is stored as an event of the account.</summary>
    public bool IsAct =>
        IsRepeatable
        && !Path.EndsWith("/notes", StringComparison.Ordinal)
        && !Path.EndsWith("/assignment", StringComparison.Ordinal)
        && !Path.Contains("/questions", StringComparison.Ordinal);

    /// <summary>Whether the account is told of a step with it, and why.</summary>
    public bool Announces => Path.EndsWith("/steps/s/approval", StringComparison.Ordinal);

    /// <summary>Where the statement of reasons of the step lies.</summary>
    public string Reasons => $"/v1/accounts/{Account}/steps/s/reasons";

    /// <summary>
    /// Two reports: on one a brake that a second person keeps, on the other a suspension that is approved and appealed; an exception,
    /// a charge, a question, a note.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="kindly">Whether the appeal is granted, and the exception.</param>
    public static IEnumerable<Deed> About(string account, bool kindly)
    {
        var now = DateTimeOffset.UtcNow;
        var month = $"{now:yyyy-MM}-01";
        var of = $"/v1/accounts/{account}";
        Deed By(string who, string id, string path, string more) =>
            new(
                account,
                who,
                $"{account}-{id}",
                path,
                $$"""{"id":"{{account}}-{{id}}",{{more}}}"""
            );
        Deed Report(string clause) =>
            new(
                account,
                Admin,
                clause,
                Events,
                Server.TestEvents.Line(
                    account,
                    clause,
                    "report.filed",
                    $$"""{"clause":"{{clause}}","by":"eve","about":"seen"}""",
                    now
                )
            );
        const string Why = "\"reason\":\"so\"";
        yield return Report("use-unlawful");
        yield return Report("ai-artificial");
        yield return By(
            "ann",
            "note",
            $"{of}/cases/use-unlawful@{month}/notes",
            "\"text\":\"see\""
        );
        yield return By(
            "bob",
            "give",
            $"{of}/cases/use-unlawful@{month}/assignment",
            "\"person\":\"ann\""
        );
        yield return By(
            "bob",
            "brake",
            $"{of}/brakes",
            $$""" "step":"b","cases":["ai-artificial@{{month}}"],{{Why}} """
        );
        yield return By("cyd", "keep", $"{of}/steps/b/approval", Why);
        yield return By("ann", "find", $"{of}/cases/use-unlawful@{month}/finding", Why);
        yield return By(
            "ann",
            "propose",
            $"{of}/steps",
            $$""" "step":"s","to":"suspended","cases":["use-unlawful@{{month}}"],{{Why}} """
        );
        yield return By("bob", "approve", $"{of}/steps/s/approval", Why);
        yield return By(
            account,
            "appeal",
            "/v1/appeals",
            $$""" "appeal":"p","against":"s",{{Why}} """
        );
        yield return By(
            "cyd",
            "decide",
            $"{of}/appeals/p/decision",
            $$""" "outcome":"{{(kindly ? "reversed" : "upheld")}}",{{Why}} """
        );
        var leave =
            $$""" "clause":"email-daily","from":"{{now.AddDays(1):O}}","to":"{{now.AddDays(3):O}}",{{Why}} """;
        yield return By(account, "ask", "/v1/exceptions", $"\"exception\":\"e\",{leave}");
        yield return kindly
            ? By("ann", "grant", $"{of}/exceptions/e/grant", leave)
            : By("ann", "refuse", $"{of}/exceptions/e/refusal", Why);
        yield return By(
            "eve",
            "confirm",
            $"{of}/statements/{Before(now)}/lines/tts-overage/confirmation",
            Why
        );
        yield return By(
            account,
            "wonder",
            "/v1/questions",
            $$""" "clause":"tts-overage","cycle":"{{Before(now)}}","text":"why?" """
        );
        yield return By(
            "bob",
            "answer",
            $"{of}/questions/{account}-wonder/answer",
            "\"text\":\"because\""
        );
    }

    /// <summary>The first day of the month before.</summary>
    public static string Before(DateTimeOffset now) => $"{now.AddDays(-now.Day):yyyy-MM}-01";
}
