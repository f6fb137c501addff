using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>How unclear words are read: the words and the choice at a glance, the reasons and alternatives below.</summary>
internal static class ReadingWriter
{
    public static void Write(Html html, TypedClause clause)
    {
        if (clause.Readings.IsEmpty)
            return;
        html.Say("p", "How we read it", ("class", "label")).Line();
        foreach (var reading in clause.Readings)
            Write(html, reading);
    }

    private static void Write(Html html, Part reading)
    {
        html.Open("details", ("class", "reading")).Open("summary");
        html.Open("q").Say($"“{reading.Get("words", "")}”").Close("q");
        html.Say($" — {reading.Get("chosen", "")}").End("summary");
        html.Open("div", ("class", "within")).Open("dl").Line();
        html.Say("dt", "Because").Say("dd", reading.Get("because", "")).Line();
        html.Say("dt", "It could also have meant").Open("dd").Open("ul");
        foreach (var alternative in reading.List<Part>("instead"))
            html.Say("li", alternative.Get("say", ""));
        html.Close("ul").Close("dd").Line();
        html.Close("dl").Close("div").End("details");
    }
}
