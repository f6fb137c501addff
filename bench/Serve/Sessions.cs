using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Evenhand.Bench.Serve;

/// <summary>The sessions of an account and of an operator, as links begin them.</summary>
internal sealed partial class Sessions : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly Uri address;

    public Sessions(Served server)
    {
        address = new Uri($"http://127.0.0.1:{server.Port}");
        http = new HttpClient(Handler(cookies)) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Served.AdminKey);
    }

    /// <summary>Nothing is followed: where signing in leads to is a page that is measured.</summary>
    private static HttpClientHandler Handler(CookieContainer cookies) =>
        new() { CookieContainer = cookies, AllowAutoRedirect = false };

    /// <summary>Begins both; each page with the cookies by which it opens.</summary>
    public IEnumerable<(string Page, string Cookies)> Of(
        IEnumerable<string> ofAccount,
        IEnumerable<string> ofOperator
    )
    {
        Visit(Made($"/v1/accounts/{Requests.Account(0)}/portal-links", "{}"));
        // After a start the person is there already.
        using (var person = Json("""{"id":"bench","name":"Bench","roles":["admin"]}"""))
            http.PostAsync("/v1/people", person).GetAwaiter().GetResult().Dispose();
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
        return ofAccount
            .Concat(ofOperator)
            .Select(each => (each, cookies.GetCookieHeader(new Uri(address, each))));
    }

    /// <summary>The request for a page.</summary>
    public static byte[] Get(string page, string cookies) =>
        Encoding.ASCII.GetBytes(
            $"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n"
        );

    public void Dispose() => http.Dispose();

    /// <summary>Makes something by the API; the address that it is answered with, where there is one.</summary>
    private string Made(string at, string body)
    {
        using var content = Json(body);
        using var answer = http.PostAsync(at, content).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{at}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("url", out var url) ? url.GetString()! : "";
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private string Visit(string page) => http.GetStringAsync(page).GetAwaiter().GetResult();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
