using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Tests.Crash;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>The link of the first start, as whoever starts the program meets it.</summary>
public sealed partial class FirstStartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-first-");
    private readonly int port = ServedProcess.FreePort();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_stands_in_what_the_program_says_lets_one_person_in_once_and_comes_at_no_later_start()
    {
        using (var first = ServedProcess.Start(folder.FullName, port))
        {
            using var http = Browser();
            await first.ReadyAsync(http);
            await Wait.UntilAsync(
                () => Task.FromResult(first.Said.Contains("Serving.")),
                "it says that it serves"
            );
            var link = Link().Match(first.Said).Value;
            link.ShouldStartWith(ServedProcess.Address(port).ToString(), customMessage: first.Said);

            (await SignInAsync(http, link)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            var own = await http.GetStringAsync(new Uri("/console/own", UriKind.Relative), Stop);
            own.ShouldContain("First administrator");

            using var other = Browser();
            (await SignInAsync(other, link)).StatusCode.ShouldNotBe(HttpStatusCode.SeeOther);
            using var page = await other.GetAsync(new Uri("/console", UriKind.Relative), Stop);
            page.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        using var second = ServedProcess.Start(folder.FullName, port);
        using var later = Browser();
        await second.ReadyAsync(later);
        await Wait.UntilAsync(
            () => Task.FromResult(second.Said.Contains("Serving.")),
            "it says that it serves"
        );
        Link().IsMatch(second.Said).ShouldBeFalse();
    }

    /// <summary>Opens a link and sends the form that stands there, where one does.</summary>
    private static async Task<HttpResponseMessage> SignInAsync(HttpClient http, string link)
    {
        using var shown = await http.GetAsync(new Uri(link), Stop);
        var fields = Hidden()
            .Matches(await shown.Content.ReadAsStringAsync(Stop))
            .ToDictionary(
                match => match.Groups[1].Value,
                match => WebUtility.HtmlDecode(match.Groups[2].Value)
            );
        using var form = new FormUrlEncodedContent(fields);
        return await http.PostAsync(new Uri("/console/open", UriKind.Relative), form, Stop);
    }

    private HttpClient Browser() =>
        new(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = ServedProcess.Address(port),
        };

    [GeneratedRegex(@"http://\S+/console/open\?link=\S+")]
    private static partial Regex Link();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
