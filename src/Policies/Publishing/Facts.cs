using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>What holds for the whole policy: version, dates, contact, notice, hash.</summary>
internal static class Facts
{
    public static void Write(Html html, TypedPolicy policy)
    {
        var front = policy.FrontMatter;
        html.Open("dl", ("class", "facts")).Line();
        Fact(html, "Version", front.Get("version", ""));
        Fact(html, "In force from", Wording.Of(front.Get("effective", default(Instant))));
        if (front.Find<string>("supersedes") is { } before)
            Fact(html, "Supersedes", before);
        if (Notice(front) is { } notice)
            Fact(html, "Notice of changes", notice);
        if (front.List<string>("currencies") is { IsEmpty: false } currencies)
            Fact(html, "Billed in", string.Join(", ", currencies));
        if (front.Find<string>("contact") is { } contact)
            Contact(html, contact);
        html.Open("div", ("class", "wide")).Say("dt", "SHA-256 of its source").Open("dd");
        html.Say("code", policy.Draft.Document.Source.Hash).Close("dd").End("div");
        html.End("dl");
    }

    private static void Fact(Html html, string name, string value) =>
        html.Open("div").Say("dt", name).Say("dd", value).End("div");

    private static void Contact(Html html, string contact)
    {
        html.Open("div").Say("dt", "Questions").Open("dd");
        if (Links.Of(contact) is { } address)
            html.Say("a", Shown(contact), ("href", address));
        else
            html.Say(contact);
        html.Close("dd").End("div");
    }

    private static string Shown(string contact) =>
        contact.StartsWith("https://", StringComparison.Ordinal)
            ? contact["https://".Length..].TrimEnd('/')
            : contact;

    private static string? Notice(Part front)
    {
        if (front.Find<Part>("notice") is not { } notice)
            return null;
        var adverse = Yaml.Word(notice.Node["adverse"]);
        var editorial = Yaml.Word(notice.Node["editorial"]);
        return (adverse, editorial) switch
        {
            (null, null) => null,
            (null, _) => $"{editorial} (wording)",
            (_, null) => $"{adverse} (to your disadvantage)",
            ("none", "none") => "none",
            _ => $"{adverse} (to your disadvantage), {editorial} (wording)",
        };
    }
}
