using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace Evenhand.Tests.Server.Sites;

/// <summary>Somebody with a browser, without its looks: opens pages, fills in the forms that stand there, goes where answers lead.</summary>
internal sealed partial class Visitor
{
    private readonly ServerUnderTest server;
    private readonly Dictionary<string, string> cookies = [];

    private Visitor(ServerUnderTest server) => this.server = server;

    /// <summary>The languages that the browser says its reader reads; null where it says nothing.</summary>
    public string? Accepts { get; set; }

    /// <summary>Somebody who has opened nothing yet.</summary>
    public static Visitor To(ServerUnderTest server) => new(server);

    /// <summary>Opens a link, and where that is the console's sends the form that stands there.</summary>
    public static async Task<Visitor> WithAsync(ServerUnderTest server, string link)
    {
        var visitor = new Visitor(server);
        var page = await visitor.OpenAsync(link);
        page.Status.ShouldBe(HttpStatusCode.OK);
        if (ActionsOf(page) is ["/console/open"])
            (await visitor.FillAsync(link, "/console/open")).Status.ShouldBe(
                HttpStatusCode.SeeOther
            );
        return visitor;
    }

    /// <summary>The cookies as they would be sent.</summary>
    public string Cookies
    {
        get => string.Join("; ", cookies.Select(each => $"{each.Key}={each.Value}"));
        set
        {
            cookies.Clear();
            foreach (var each in value.Split("; "))
                cookies[each.Split('=')[0]] = each[(each.IndexOf('=') + 1)..];
        }
    }

    public Task<Answer> OpenAsync(string page) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, page));

    /// <summary>The hidden fields of the form that a page has for an address.</summary>
    public static Dictionary<string, string> FormOf(Answer page, string action)
    {
        var form = Form()
            .Matches(page.Body)
            .Select(match => match.Value)
            .FirstOrDefault(form => form.Contains($"action=\"{WebUtility.HtmlEncode(action)}\""));
        form.ShouldNotBeNull($"no form for {action} on the page:\n{page.Body}");
        return Hidden()
            .Matches(form)
            .ToDictionary(
                match => match.Groups[1].Value,
                match => WebUtility.HtmlDecode(match.Groups[2].Value)
            );
    }

    /// <summary>The addresses of the forms of a page.</summary>
    public static string[] ActionsOf(Answer page) =>
        [
            .. Action()
                .Matches(page.Body)
                .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)),
        ];

    /// <summary>Fills in a form of a page and sends it.</summary>
    public async Task<Answer> FillAsync(
        string page,
        string action,
        params (string Name, string Value)[] fields
    )
    {
        var shown = await OpenAsync(page);
        shown.Status.ShouldBe(HttpStatusCode.OK, shown.Body);
        return await PostAsync(action, [.. Pairs(FormOf(shown, action)), .. fields]);
    }

    /// <summary>Fills in a form, sends it, and looks at the page that it leads to.</summary>
    public async Task<Answer> DoAsync(
        string page,
        string action,
        params (string Name, string Value)[] fields
    ) => await FollowAsync(await FillAsync(page, action, fields));

    /// <summary>Goes where an answer leads.</summary>
    public Task<Answer> FollowAsync(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Body);
        return OpenAsync(answer.Fields["Location"]);
    }

    public static IEnumerable<(string Name, string Value)> Pairs(
        Dictionary<string, string> fields
    ) => fields.Select(each => (each.Key, each.Value));

    public Task<Answer> PostAsync(string action, params (string Name, string Value)[] fields) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, action)
            {
                Content = new FormUrlEncodedContent(
                    fields.Select(each => KeyValuePair.Create(each.Name, each.Value))
                ),
            }
        );

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (cookies.Count > 0)
                request.Headers.TryAddWithoutValidation("Cookie", Cookies);
            if (Accepts is not null)
            {
                request.Headers.TryAddWithoutValidation("Accept-Language", Accepts);
                request.Headers.TryAddWithoutValidation("Accept", "text/html");
            }
            var answer = await server.SendAsync(request);
            if (answer.Fields.TryGetValue("Set-Cookie", out var set))
                foreach (Match match in Cookie().Matches(set))
                    if (match.Groups[2].Length == 0)
                        cookies.Remove(match.Groups[1].Value);
                    else
                        cookies[match.Groups[1].Value] = match.Groups[2].Value;
            return answer;
        }
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)" />""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""<form[^>]*method="post" action="([^"]*)""")]
    private static partial Regex Action();

    [GeneratedRegex("(evenhand-[A-Za-z0-9_.-]+)=([^;]*);")]
    private static partial Regex Cookie();
}
