using Evenhand.Core.Stream;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>The events and asks of an example, in words.</summary>
/// <param name="html">The page.</param>
/// <param name="policy">The policy.</param>
internal sealed class Happenings(Html html, TypedPolicy policy)
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["allow"] = "yes",
        ["warn"] = "yes, with a warning",
        ["deny"] = "no",
    };

    /// <summary>Writes one of them.</summary>
    public void Write(MapNode item, bool isFirst)
    {
        var act = item.Entries.FirstOrDefault(entry =>
            policy.Names.Catalogue.Type(entry.Key.Text) is not null
        );
        var asked = Yaml.Word(item["ask"]);
        var name = asked ?? act?.Key.Text ?? "";
        html.Open("li");
        if (When(item, isFirst) is { Length: > 0 } when)
            html.Say("span", $"{when}: ", ("class", "when"));
        html.Say(asked is null ? Wording.Name(name) : $"Asked first: {Wording.Plain(name)}?");
        var fields = (asked is null ? act?.Value : item["with"]) as MapNode;
        if (fields is { Entries.IsEmpty: false })
            html.Say(" ").Say("span", $"({Fields(fields, name)})", ("class", "fields"));
        if (Often(item) is { } often)
            html.Say($", {often}");
        if (Yaml.Word(item["going-on"]) is { } goingOn)
            html.Say($", while {Wording.Quantity(goingOn)} {(goingOn == "1" ? "goes" : "go")} on");
        if (asked is not null)
            Answer(item);
        html.End("li");
    }

    private void Answer(MapNode item)
    {
        if (Yaml.Word(item["acknowledged"]) is "true" or "yes")
            html.Say(" The warning was read before.");
        if (Yaml.Word(item["answer"]) is not { } answer)
            return;
        html.Say(" The answer: ")
            .Say("span", Answers.GetValueOrDefault(answer, answer), ("class", "answer"));
        foreach (
            var (clause, i) in Yaml.Items(item["cites"]).Select((node, i) => (Yaml.Word(node), i))
        )
            Clause(i == 0 ? ", under " : " and ", clause ?? "");
        if (item["tells"] is MapNode tells)
            html.Say($" ({Yaml.Inline(tells).Replace('_', ' ')})");
        html.Say(".");
    }

    private void Clause(string before, string slug)
    {
        if (policy.Draft.Document.Clause(slug) is { } clause)
            html.Say(before).Say("a", clause.Title, ("href", $"#{slug}"));
    }

    private static string When(MapNode item, bool isFirst) =>
        Yaml.Word(item["at"]) switch
        {
            null => "",
            ['+', .. var span] when isFirst => $"{span.Trim()} after the opening",
            ['+', .. var span] => $"{span.Trim()} later",
            var at => Wording.Day(at),
        };

    private static string? Often(MapNode item)
    {
        if (Yaml.Word(item["times"]) is not { } times)
            return null;
        var every = Yaml.Word(item["every"]) ?? "1 minute";
        return $"{Wording.Quantity(times)} times, {every} apart";
    }

    private string Fields(MapNode fields, string act)
    {
        var type = policy.Names.Catalogue.Type(act);
        return string.Join(
            ", ",
            fields.Entries.Select(field => $"{Wording.Plain(field.Key.Text)} {Value(field, type)}")
        );
    }

    private static string Value(Entry field, EventType? type)
    {
        var kind = type?.Fields.FirstOrDefault(each => each.Name == field.Key.Text)?.Kind;
        if (field.Value is not ScalarNode scalar)
            return Yaml.Inline(field.Value);
        if (kind == FieldKind.Quantity && QuantityKind.TrySplit(scalar.Text, out _, out _))
            return Wording.Quantity(scalar.Text);
        return scalar.Text.Contains("{n}", StringComparison.Ordinal)
            ? $"{Numbered(scalar.Text, "1")}, {Numbered(scalar.Text, "2")}, …"
            : scalar.Text;
    }

    private static string Numbered(string text, string number) =>
        text.Replace("{n}", number, StringComparison.Ordinal);
}
