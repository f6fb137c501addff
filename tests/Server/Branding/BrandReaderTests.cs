using System.Text;
using Evenhand.Pages;
using Evenhand.Pages.Branding;
using Evenhand.Server;
using Evenhand.Server.Branding;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Branding;

/// <summary>A brand as a vendor writes it, and everything that is wrong with one.</summary>
public sealed class BrandReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("brand-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_name_is_enough()
    {
        var brand = Read("name: Harbour Voice");
        brand.Name.ShouldBe("Harbour Voice");
        (brand.Looks, brand.Logo, brand.Colours).ShouldBe((null, null, null));
    }

    [Fact]
    public void Colours_become_a_style_sheet_of_both_schemes()
    {
        var brand = Read(
            """
            name: Harbour Voice
            colour: { light: "#7a1f5c", dark: "#f0a6d2" }
            serif: false
            """
        );
        Encoding
            .UTF8.GetString(brand.Looks.ShouldNotBeNull().Content.Span)
            .ShouldBe(
                ":root{--link:#7a1f5c}@media (prefers-color-scheme:dark){:root{--link:#f0a6d2}}:root{--serif:var(--sans)}"
            );
        brand.Looks.Address.ShouldMatch(@"^/assets/brand\.css\?[0-9a-f]{12}$");
    }

    [Fact]
    public void A_colour_that_cannot_be_read_is_refused_with_its_ratio_and_one_that_can()
    {
        var told = Refused("name: X\ncolour:\n  light: \"#88ccdd\"\n  dark: \"#0a5560\"\n");
        told.ShouldContain("brand.yaml:3:10: #88ccdd has a contrast of 1.");
        told.ShouldContain("brand.yaml:4:9: #0a5560 has a contrast of");
        told.ShouldContain("links need 4.5 (WCAG 2.2, 1.4.3); #");
    }

    [Theory]
    [InlineData("#88ccdd", true)]
    [InlineData("#ffffff", true)]
    [InlineData("#0a5560", false)]
    [InlineData("#000000", false)]
    public void What_is_proposed_can_be_read(string colour, bool isLight)
    {
        var grounds = isLight ? Contrast.Light : Contrast.Dark;
        Contrast.Worst(colour, grounds).ShouldBeLessThan(Contrast.Least);
        Contrast
            .Worst(Contrast.Mended(colour, grounds), grounds)
            .ShouldBeGreaterThanOrEqualTo(Contrast.Least);
    }

    [Fact]
    public void The_grounds_are_those_of_the_style_sheet()
    {
        var css = Encoding.UTF8.GetString(Asset.Looks.Content.Span);
        css.ShouldContain($"--paper:{Contrast.Light[0]};--panel:{Contrast.Light[1]};");
        css.ShouldContain($"--paper:{Contrast.Dark[0]};--panel:{Contrast.Dark[1]};");
        Contrast.Of("#000000", "#ffffff").ShouldBe(21, 0.01);
        Contrast.Of("#777777", "#ffffff").ShouldBe(4.48, 0.01);
    }

    [Theory]
    [InlineData("", "a brand is a mapping")]
    [InlineData("- name", "a brand is a mapping")]
    [InlineData("logo: x.svg", "`name` is what customers call you")]
    [InlineData("name: \"a\\nb\"", "`name` is what customers call you")]
    [InlineData("name: X\nnmae: Y", "unknown key `nmae`")]
    [InlineData("name: X\ncolour: {light: #0a5560", "brand.yaml:")]
    [InlineData(
        "name: X\ncolour: {light: '0a5560', dark: '#ffffff'}",
        "in quotes: a bare # begins a remark"
    )]
    [InlineData("name: X\ncolour: {light: '#000000'}", "`dark` is a colour")]
    [InlineData("name: X\nserif: perhaps", "`serif` is true or false")]
    [InlineData("name: X\nlogo: nowhere.svg", "nowhere.svg: cannot be read")]
    public void What_is_wrong_is_said_with_its_place(string yaml, string told) =>
        Refused(yaml).ShouldContain(told);

    [Fact]
    public void A_logo_of_shapes_is_taken_as_it_is()
    {
        const string svg = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- made by a program -->
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img"><title>Harbour</title>
            <defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
            <g transform="scale(2)"><path d="M0 0h5v5z" fill="url(#a)" stroke="currentColor"/></g></svg>
            """;
        var logo = Logo("logo.svg", Encoding.UTF8.GetBytes(svg));
        logo.Media.ShouldBe("image/svg+xml");
        logo.Content.ToArray().ShouldBe(Encoding.UTF8.GetBytes(svg));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>")]
    [InlineData(
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "<foreignObject>"
    )]
    [InlineData("<image href='https://x.example/a.png'/>", "<image>")]
    [InlineData("<use href='#a'/>", "<use>")]
    [InlineData("<a xmlns:x='http://www.w3.org/1999/xlink' x:href='javascript:1'/>", "<a>")]
    [InlineData("<style>*{fill:red}</style>", "<style>")]
    [InlineData("<animate attributeName='d'/>", "<animate>")]
    [InlineData("<p xmlns='http://www.w3.org/1999/xhtml'/>", "<p>")]
    [InlineData("<g onload='alert(1)'/>", "onload")]
    [InlineData("<g style='fill:red'/>", "style")]
    [InlineData("<path fill='url(https://x.example/#a)'/>", "fill")]
    [InlineData("<path fill='URL( #a )'/>", "fill")]
    [InlineData("<path fill='\\75rl(https://x.example)'/>", "fill")]
    [InlineData("<g xmlns:x='http://www.w3.org/1999/xlink' x:href='#a'/>", "x:href")]
    [InlineData("<?xml-stylesheet href='https://x.example/a.css'?>", "xml-stylesheet")]
    [InlineData("<g>", "is no SVG that can be read")]
    public void A_logo_that_runs_or_fetches_anything_is_refused(string within, string told)
    {
        Write(
            "logo.svg",
            Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg'>{within}</svg>")
        );
        Refused("name: X\nlogo: logo.svg").ShouldContain(told);
    }

    [Theory]
    [InlineData(
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"
    )]
    [InlineData("<html/>")]
    [InlineData("no picture")]
    public void What_is_no_picture_is_no_logo(string content)
    {
        Write("logo.svg", Encoding.UTF8.GetBytes(content));
        Refused("name: X\nlogo: logo.svg").ShouldContain("logo.svg: ");
    }

    [Fact]
    public void A_PNG_is_taken_by_what_it_is_and_up_to_a_size()
    {
        var png = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
        );
        var logo = Logo("logo.any", png);
        (logo.Name, logo.Media).ShouldBe(("brand-logo.png", "image/png"));
        png[17] = 0x20;
        Write("logo.any", png);
        Refused("name: X\nlogo: logo.any").ShouldContain("is no PNG of at most 2000 pixels a side");
        Write("logo.any", new byte[LogoFile.MostBytes + 1]);
        Refused("name: X\nlogo: logo.any").ShouldContain("is larger than 128 KiB");
    }

    private Asset Logo(string name, byte[] content)
    {
        Write(name, content);
        return Read($"name: X\nlogo: {name}").Logo.ShouldNotBeNull();
    }

    private Brand Read(string yaml) =>
        BrandReader.Read(Write("brand.yaml", Encoding.UTF8.GetBytes(yaml))).ShouldNotBeNull();

    private string Refused(string yaml) =>
        Should.Throw<CannotServeException>(() => Read(yaml)).Message;

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
