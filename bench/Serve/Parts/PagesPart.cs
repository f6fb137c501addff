using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>Pages of console and portal while asks are at half of their rate, beside a bare endpoint of the same server at the same time.</summary>
internal static partial class PagesPart
{
    private const double MostOfBareMedian = 40;
    private const double MostOfBareWaits = 100;
    private const double HalfLoad = 0.5;
    private const int Batches = 200;

    private static readonly string[] OfAccount = ["/portal", "/portal/bills", "/portal/policy"];
    private static readonly string[] OfOperator = ["/console", "/console/accounts"];

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var server = plan.Start("pages", "--account-rate", "none");
        Plan.Open(server, plan.Accounts);
        Fill(server, plan.Accounts);
        var asks = new Asks(plan, server, 0, plan.Accounts);
        var rate = Enumerable.Range(0, 3).Select(_ => asks.Rate()).Last().Rate * HalfLoad;
        using var opened = new Opened(server);
        foreach (var (page, cookies) in opened.Pages())
        {
            var request = Get(page, cookies);
            var (waits, bare) = (new List<double[]>(), new List<double[]>());
            for (var round = -1; round < plan.Rounds; round++)
            {
                var load = Task.Run(() => asks.Waits(rate, plan.Slice));
                var (its, other) = Look(server, request, load);
                if (round < 0)
                    continue; // the first warms up
                waits.Add(its);
                bare.Add(other);
            }
            var what = $"{page} while asks are at half of their rate ({rate:N0}/s)";
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 500, MostOfBareMedian);
            yield return Waits.Beside(what, waits, "bare endpoint", bare, 990, MostOfBareWaits);
        }
    }

    /// <summary>Usage, so that pages have something to show.</summary>
    private static void Fill(Served server, int accounts)
    {
        using var connection = new Connection(server.Port);
        var batch = new Batch("/v1/events");
        for (var each = 0; each < Batches; each++)
            if (connection.Exchange(batch.InTurn(each * Batch.Events, accounts)) != 200)
                throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
    }

    /// <summary>A page and the bare endpoint in turn, for as long as the load lasts: waits of each, sorted, in milliseconds.</summary>
    private static (double[] Page, double[] Bare) Look(Served server, byte[] page, Task load)
    {
        using var connection = new Connection(server.Port);
        var echo = Requests.Ask("/bench/echo", 0);
        var (waits, bare) = (new List<double>(), new List<double>());
        _ = Timed(connection, page);
        if (connection.Body.IndexOf("aria-current=\"page\""u8) < 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        while (!load.IsCompleted)
        {
            waits.Add(Timed(connection, page));
            bare.Add(Timed(connection, echo));
        }
        load.GetAwaiter().GetResult();
        return ([.. waits.Order()], [.. bare.Order()]);
    }

    private static double Timed(Connection connection, byte[] request)
    {
        var begun = Stopwatch.GetTimestamp();
        if (connection.Exchange(request) != 200)
            throw new InvalidOperationException(Encoding.UTF8.GetString(connection.Body));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static byte[] Get(string page, string cookies) =>
        Encoding.ASCII.GetBytes(
            $"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n"
        );

    /// <summary>The sessions of an account and of an operator, as links begin them.</summary>
    private sealed partial class Opened : IDisposable
    {
        private readonly CookieContainer cookies = new();
        private readonly HttpClient http;
        private readonly Uri address;

        public Opened(Served server)
        {
            address = new Uri($"http://127.0.0.1:{server.Port}");
            http = new HttpClient(new HttpClientHandler { CookieContainer = cookies })
            {
                BaseAddress = address,
            };
            http.DefaultRequestHeaders.Authorization = new("Bearer", Served.AdminKey);
        }

        public IEnumerable<(string Page, string Cookies)> Pages()
        {
            Visit(Made($"/v1/accounts/{Requests.Account(0)}/portal-links", "{}"));
            Made("/v1/people", """{"id":"bench","name":"Bench","roles":["admin"]}""");
            var link = Made("/v1/people/bench/links", "{}");
            var page = Visit(link);
            using var form = new FormUrlEncodedContent(
                Hidden()
                    .Matches(page)
                    .ToDictionary(
                        field => field.Groups[1].Value,
                        field => WebUtility.HtmlDecode(field.Groups[2].Value)
                    )
            );
            using var signed = http.PostAsync("/console/open", form).GetAwaiter().GetResult();
            return OfAccount
                .Concat(OfOperator)
                .Select(each => (each, cookies.GetCookieHeader(new Uri(address, each))));
        }

        public void Dispose() => http.Dispose();

        /// <summary>Makes something by the API; the address that it is answered with, where there is one.</summary>
        private string Made(string at, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = http.PostAsync(at, content).GetAwaiter().GetResult();
            var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{at}: {text}");
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("url", out var url) ? url.GetString()! : "";
        }

        private string Visit(string page) => http.GetStringAsync(page).GetAwaiter().GetResult();

        [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
        private static partial Regex Hidden();
    }
}
