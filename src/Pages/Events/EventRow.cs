using System.Collections.Immutable;
using System.Text.Json;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Events;

/// <summary>An event and what became of it, as its line shows it.</summary>
/// <param name="Told">The event.</param>
/// <param name="Account">The account's id; empty where what was turned away names none.</param>
/// <param name="Name">What the account is called.</param>
/// <param name="Reader">In the account's zone.</param>
/// <param name="Touched">What it counted.</param>
public sealed record EventRow(
    EventView Told,
    string Account,
    string Name,
    Reader Reader,
    ImmutableArray<EventTouch> Touched
)
{
    private const int LongestValue = 200;

    /// <summary>Its type.</summary>
    public string Type => Text("type") ?? Reader.Say["(no type)"];

    /// <summary>Its id.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Who sent it.</summary>
    public string Source => Text("source") ?? "";

    /// <summary>When it happened, or was turned away.</summary>
    public DateTimeOffset? Time =>
        Told.RejectedAt
        ?? (
            Told.Event.TryGetProperty("time", out var time)
            && time.ValueKind == JsonValueKind.String
            && time.TryGetDateTimeOffset(out var at)
                ? at
                : null
        );

    /// <summary>The fields of its data, as they were sent.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        Told.Event.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? data.EnumerateObject().Select(each => (each.Name, Cut(each.Value)))
            : [];

    /// <summary>What became of it, in a word or two.</summary>
    public string Outcome =>
        Told.Outcome switch
        {
            EventOutcome.Counted => Reader.Say["Counted"],
            EventOutcome.Unmatched => Reader.Say["Nothing came of it"],
            _ => Told.RejectedAt is null ? Reader.Say["No good"] : Reader.Say["Turned away"],
        };

    /// <summary>The look of that word.</summary>
    public string Look =>
        Told.Outcome switch
        {
            EventOutcome.Counted => "t-ok",
            EventOutcome.Unmatched => "t-near",
            _ => "t-beyond",
        };

    /// <summary>Why nothing came of it, or of a part of it, as a sentence; null where all did.</summary>
    public string? Why =>
        Told.Detail is { Length: > 0 } why ? char.ToUpperInvariant(why[0]) + why[1..] : null;

    /// <summary>The language of that, where it is another than the page's.</summary>
    public string? WhyLanguage { get; init; }

    /// <summary>The page of this event alone; null where it has no id or no account.</summary>
    public string? At =>
        Id.Length > 0 && Account.Length > 0
            ? new EventFilter(
                Account,
                "",
                Id,
                Told.RejectedAt is null ? "" : "rejected",
                "",
                ""
            ).Address()
            : null;

    private static string Cut(JsonElement value)
    {
        var text =
            value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > LongestValue ? text[..LongestValue] + "…" : text;
    }

    private string? Text(string name) =>
        Told.Event.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>What an event counted under a clause.</summary>
/// <param name="Title">The clause's heading.</param>
/// <param name="Url">Its address on the policy's page; null where its version is not known.</param>
/// <param name="Figure">How much, with its unit; null where its rule counts nothing.</param>
public sealed record EventTouch(string Title, string? Url, string? Figure);
