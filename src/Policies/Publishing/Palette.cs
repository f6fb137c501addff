using System.Collections.Immutable;

namespace Evenhand.Policies.Publishing;

/// <summary>The colours of a page by day and by night, as data, so that a test can measure their contrasts.</summary>
/// <param name="Paper">Behind the text.</param>
/// <param name="Panel">Behind what is set apart.</param>
/// <param name="Ink">Text.</param>
/// <param name="Muted">Labels and small print.</param>
/// <param name="Link">Links and bound figures.</param>
/// <param name="Line">Hairlines; they carry no meaning.</param>
/// <param name="Accent">The edge of a reading.</param>
/// <param name="Worked">The edge of a worked example.</param>
public sealed record Palette(
    string Paper,
    string Panel,
    string Ink,
    string Muted,
    string Link,
    string Line,
    string Accent,
    string Worked
)
{
    /// <summary>Dark on light.</summary>
    public static readonly Palette Light = new(
        Paper: "#fdfcf9",
        Panel: "#f5f2ea",
        Ink: "#1f1d19",
        Muted: "#524d43",
        Link: "#0a5560",
        Line: "#ddd7ca",
        Accent: "#9a5b13",
        Worked: "#2f6b46"
    );

    /// <summary>Light on dark.</summary>
    public static readonly Palette Dark = new(
        Paper: "#15171a",
        Panel: "#1e2125",
        Ink: "#e9e5dc",
        Muted: "#b3ad9f",
        Link: "#86cfd2",
        Line: "#363a40",
        Accent: "#dfa761",
        Worked: "#84c79c"
    );

    /// <summary>Each colour of text with each colour that it stands on.</summary>
    public ImmutableArray<(string Text, string Behind)> Pairs =>
        [
            .. from text in new[] { Ink, Muted, Link, Accent, Worked }
            from behind in new[] { Paper, Panel }
            select (text, behind),
        ];

    /// <summary>The colours as properties of CSS.</summary>
    public string Css() =>
        $"--paper:{Paper};--panel:{Panel};--ink:{Ink};--muted:{Muted};--link:{Link};--line:{Line};--accent:{Accent};--worked:{Worked}";
}
