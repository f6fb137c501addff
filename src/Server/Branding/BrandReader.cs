using System.Globalization;
using System.Text;
using Evenhand.Notation;
using Evenhand.Pages;
using Evenhand.Pages.Branding;
using Faults = Evenhand.Notation.Problems;
using Written = Evenhand.Notation.Node;

namespace Evenhand.Server.Branding;

/// <summary>Reads a brand: a file of YAML with <c>name</c>, and <c>logo</c>, <c>colour</c> and <c>serif</c> where it has them.</summary>
public static class BrandReader
{
    private const int LongestName = 60;

    private static readonly string[] Keys = ["name", "logo", "colour", "serif"];

    /// <summary>Reads the brand of a file.</summary>
    /// <param name="file">The file; null for none.</param>
    /// <exception cref="CannotServeException">Something is wrong with it; the message says all that is, and where.</exception>
    public static Brand? Read(string? file)
    {
        if (file is null)
            return null;
        var problems = new Faults();
        var brand = Read(file, new Reporter(problems, file), problems);
        return problems.Count == 0 && brand is not null
            ? brand
            : throw new CannotServeException(string.Join('\n', problems.InOrder));
    }

    private static Brand? Read(string file, Reporter report, Faults problems)
    {
        if (SourceText.Open(file, problems) is not { } source)
            return null;
        var root = YamlReader.Read(source.Text, source.PlaceAt, report);
        if (root is not MapNode map)
        {
            report.Say(root?.At ?? Place.Start, "a brand is a mapping with at least a name");
            return null;
        }
        foreach (var entry in map.Entries.Where(entry => !Keys.Contains(entry.Key.Text)))
            report.SayUnknown(entry.Key.At, "key", entry.Key.Text, Keys);
        var colours = Colours(map["colour"], report);
        var css = Css(colours, IsPlain(map["serif"], report));
        return new Brand(
            Name(map, report),
            css.Length > 0 ? new Asset("brand.css", "text/css", Encoding.UTF8.GetBytes(css)) : null,
            Logo(map["logo"], file, report)
        )
        {
            Colours = colours,
        };
    }

    private static string Name(MapNode map, Reporter report)
    {
        if (
            map["name"] is ScalarNode { Text: { Length: > 0 and <= LongestName } name }
            && !name.Any(char.IsControl)
        )
            return name;
        report.Say(
            map["name"]?.At ?? map.At,
            $"`name` is what customers call you, in 1 to {LongestName} characters"
        );
        return "";
    }

    private static Asset? Logo(Written? node, string file, Reporter report)
    {
        if (node is null)
            return null;
        if (node is not ScalarNode { IsNull: false, Text: var path })
        {
            report.Say(node.At, "`logo` is a file, SVG or PNG, from this file's folder on");
            return null;
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var logo = LogoFile.Read(Path.Combine(folder, path), out var wrong);
        if (logo is null)
            report.Say(node.At, $"{path}: {wrong}");
        return logo;
    }

    private static BrandColours? Colours(Written? node, Reporter report)
    {
        if (node is null)
            return null;
        if (node is not MapNode map)
        {
            report.Say(node.At, "`colour` has `light` and `dark`, each as \"#rrggbb\"");
            return null;
        }
        foreach (var entry in map.Entries.Where(entry => entry.Key.Text is not ("light" or "dark")))
            report.SayUnknown(entry.Key.At, "scheme", entry.Key.Text, ["light", "dark"]);
        var light = Colour(map, "light", Contrast.Light, report);
        var dark = Colour(map, "dark", Contrast.Dark, report);
        return light is null || dark is null ? null : new BrandColours(light, dark);
    }

    private static string? Colour(
        MapNode map,
        string scheme,
        IReadOnlyList<string> grounds,
        Reporter report
    )
    {
        if (map[scheme] is not ScalarNode { Text: var text } node || !Contrast.IsColour(text))
        {
            report.Say(
                map[scheme]?.At ?? map.At,
                $"`{scheme}` is a colour such as \"#0a5560\", in quotes: a bare # begins a remark"
            );
            return null;
        }
        if (Contrast.Worst(text, grounds) is var ratio && ratio >= Contrast.Least)
            return text;
        report.Say(
            node.At,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{text} has a contrast of {ratio:0.0} to 1 on the pages' {scheme} ground, and links need {Contrast.Least} (WCAG 2.2, 1.4.3)"
            ),
            $"{Contrast.Mended(text, grounds)} would do"
        );
        return null;
    }

    /// <summary>Whether headings and policy words are set without serifs.</summary>
    private static bool IsPlain(Written? node, Reporter report)
    {
        if (node is null or ScalarNode { Text: "true" or "yes" })
            return false;
        if (node is ScalarNode { Text: "false" or "no" })
            return true;
        report.Say(node.At, "`serif` is true or false");
        return false;
    }

    private static string Css(BrandColours? colours, bool isPlain) =>
        (
            colours is null
                ? ""
                : $":root{{--link:{colours.Light}}}@media (prefers-color-scheme:dark){{:root{{--link:{colours.Dark}}}}}"
        ) + (isPlain ? ":root{--serif:var(--sans)}" : "");
}
