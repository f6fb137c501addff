using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>What holds for the whole policy: version, dates, contact, notice, hash.</summary>
internal static class Facts
{
    public static void Write(Html html, TypedPolicy policy, Edition? edition)
    {
        var front = policy.FrontMatter;
        html.Open("dl", ("class", "facts")).Line();
        Fact(html, "Version", front.Get("version", ""));
        Fact(html, "In force from", Wording.Of(front.Get("effective", default(Instant))));
        if (front.Find<string>("supersedes") is { } before)
            Supersedes(html, before, edition?.Find(before));
        if (Notice(front) is { } notice)
            Fact(html, "Notice of changes", notice);
        if (Requests(front) is { } requests)
            Fact(html, "Requests for exceptions", requests);
        if (front.List<string>("currencies") is { IsEmpty: false } currencies)
            Fact(html, "Billed in", string.Join(", ", currencies));
        if (front.Find<string>("contact") is { } contact)
            Contact(html, contact);
        Others(html, front.Get("version", ""), edition);
        html.End("dl");
    }

    private static void Supersedes(Html html, string before, EditionLink? page)
    {
        if (page is null)
            Fact(html, "Supersedes", before);
        else
        {
            html.Open("div").Say("dt", "Supersedes").Open("dd");
            html.Say("a", before, ("href", page.Address)).Close("dd").End("div");
        }
    }

    private static void Others(Html html, string version, Edition? edition)
    {
        var others = (edition?.Versions ?? []).Where(each => each.Version != version).ToList();
        if (others.Count == 0)
            return;
        html.Open("div", ("class", "wide")).Say("dt", "Other versions").Open("dd");
        for (var i = 0; i < others.Count; i++)
            html.Say(i == 0 ? "" : ", ")
                .Say("a", others[i].Version, ("href", others[i].Address))
                .Say($" from {Wording.Of(others[i].Effective)}");
        html.Close("dd").End("div");
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

    private static string? Requests(Part front) =>
        front.Find<Part>("exceptions") is { } exceptions && exceptions.Has("answered-within")
            ? $"answered within {Yaml.Word(exceptions.Node["answered-within"])}, else {Yaml.Word(exceptions.Node["else"])}"
            : null;

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
