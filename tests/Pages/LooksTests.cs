using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Pages;
using Evenhand.Policies.Publishing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

/// <summary>The style sheet of console and portal.</summary>
public sealed partial class LooksTests
{
    private static readonly string Css = Encoding.UTF8.GetString(Asset.Looks.Content.Span);

    /// <summary>Every colour of text that a page uses.</summary>
    private static readonly string[] Texts = ["ink", "muted", "link", "ok", "near", "over", "told"];

    [Fact]
    public void Its_colours_are_those_of_the_published_page()
    {
        foreach (var (palette, colours) in Schemes())
        foreach (var pair in palette.Css().Split(';').Select(each => each.Split(':')))
            if (colours.TryGetValue(pair[0], out var colour))
                colour.ShouldBe(pair[1], pair[0]);
    }

    [Fact]
    public void Every_text_can_be_read_on_what_it_stands_on()
    {
        foreach (var (_, colours) in Schemes())
        foreach (var text in Texts)
        foreach (var behind in (string[])["paper", "panel"])
            Contrast(colours[$"--{text}"], colours[$"--{behind}"])
                .ShouldBeGreaterThanOrEqualTo(7, $"{text} on {behind}");
    }

    [Fact]
    public void It_fetches_nothing()
    {
        Css.ShouldNotContain("url(");
        Css.ShouldNotContain("@import");
    }

    [Fact]
    public void It_weighs_a_few_kilobytes() => Css.Length.ShouldBeLessThan(14 << 10);

    [Fact]
    public void Its_address_changes_with_its_content()
    {
        Asset.Looks.Address.ShouldMatch(@"^/assets/evenhand\.css\?[0-9a-f]{12}$");
        Asset.Find("evenhand.css").ShouldBeSameAs(Asset.Looks);
        Asset.Find("../evenhand.css").ShouldBeNull();
    }

    private static IEnumerable<(Palette Palette, Dictionary<string, string> Colours)> Schemes()
    {
        var blocks = Root().Matches(Css).Take(2).Select(match => Colours(match.Value)).ToList();
        blocks.Count.ShouldBe(2);
        return [(Palette.Light, blocks[0]), (Palette.Dark, blocks[1])];
    }

    private static Dictionary<string, string> Colours(string block) =>
        Colour()
            .Matches(block)
            .ToDictionary(each => each.Groups[1].Value, each => each.Groups[2].Value);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Light(one), Light(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Relative luminance, as WCAG 2.2 defines it.</summary>
    private static double Light(string colour)
    {
        var parts = Convert.FromHexString(colour[1..]).Select(part => part / 255.0).ToList();
        var linear = parts.ConvertAll(part =>
            part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)
        );
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    [GeneratedRegex(@":root\{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"(--[a-z]+):(#[0-9a-f]{6})")]
    private static partial Regex Colour();
}
