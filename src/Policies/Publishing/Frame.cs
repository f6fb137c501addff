namespace Evenhand.Policies.Publishing;

/// <summary>What stands around every page: the head with the style sheet, and the way past the navigation.</summary>
internal static class Frame
{
    /// <summary>The anchor of the text. Anchors of clauses have no point in them.</summary>
    public const string Main = "page.text";

    /// <summary>Begins a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">What it is, in a line.</param>
    /// <param name="margin">What stands in the margin of every printed page; null for the title.</param>
    /// <param name="language">The tag of its language (BCP 47).</param>
    /// <param name="skip">What leads past the navigation.</param>
    public static void Begin(
        Html html,
        string title,
        string description,
        string? margin = null,
        string language = "en",
        string skip = "Skip to the text"
    )
    {
        html.Made("<!doctype html>\n").Open("html", ("lang", language)).Line();
        html.Open("head").Line();
        html.Made("<meta charset=\"utf-8\">\n");
        html.Made("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Made("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Made("<meta name=\"generator\" content=\"Evenhand\">\n");
        html.Open("meta", ("name", "description"), ("content", description)).Line();
        html.Say("title", title).Line();
        html.Open("style")
            .Line()
            .Made(Stylesheet.Css)
            .Made(Stylesheet.Margin(margin ?? title))
            .End("style");
        html.End("head").Open("body").Line();
        html.Say("a", skip, ("class", "skip"), ("href", $"#{Main}")).Line();
    }

    public static string End(Html html) => html.End("body").End("html").ToString();
}
