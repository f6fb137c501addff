using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>The portal under a vendor's brand.</summary>
public sealed class BrandTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("brand-");
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(folder.FullName, "brand.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            name: Harbour <Voice>
            logo: logo.svg
            colour: { light: "#7a1f5c", dark: "#f0a6d2" }
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "logo.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle r='4'/></svg>"
        );
        server = await ServerUnderTest.StartAsync(settings => settings with { Brand = file });
        await server.OpenAsync("own");
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_pages_carry_name_logo_and_colour_and_their_policy_of_content_stays()
    {
        var own = await Visitor.WithAsync(server, server.Server.PortalLink("own"));
        foreach (var at in (string[])["/portal", "/portal/bills", "/portal/policy"])
        {
            var page = await own.OpenAsync(at);
            page.Body.ShouldContain("Harbour &lt;Voice&gt;</b>");
            page.Body.ShouldNotContain("style=");
            page.Fields["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
            page.Fields["Content-Security-Policy"].ShouldNotContain("unsafe");
        }
        var shown = (await own.OpenAsync("/portal")).Body;
        var looks = await FetchAsync(shown, "brand.css");
        looks.Fields["Content-Type"].ShouldBe("text/css");
        looks.Fields["Cache-Control"].ShouldContain("immutable");
        looks.Body.ShouldContain("#7a1f5c");
        var logo = await FetchAsync(shown, "brand-logo.svg");
        logo.Fields["Content-Type"].ShouldBe("image/svg+xml");
        logo.Fields["Content-Security-Policy"].ShouldBe("default-src 'none'; sandbox");
        (await own.OpenAsync("/portal/policy")).Body.ShouldContain(
            "lang=\"en\">Fair use of the contact-centre services",
            customMessage: "the policy keeps its own title"
        );
    }

    [Fact]
    public async Task Setup_tells_what_it_is()
    {
        var ann = await Visitor.WithAsync(server, server.Server.ConsoleLink("ann"));
        var setup = await ann.OpenAsync("/console/setup");
        setup.Body.ShouldContain("Harbour &lt;Voice&gt;");
        setup.Body.ShouldContain("#7a1f5c (");
        setup.Body.ShouldContain("<dd>SVG</dd>");
        (await ann.OpenAsync("/console")).Body.ShouldNotContain("brand.css");
    }

    private async Task<Answer> FetchAsync(string page, string name)
    {
        var address = Regex.Match(page, $"/assets/{Regex.Escape(name)}\\?[0-9a-f]+").Value;
        var answer = await server.GetAsync(address, key: null);
        answer.Status.ShouldBe(HttpStatusCode.OK, name);
        return answer;
    }
}
