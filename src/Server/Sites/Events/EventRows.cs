using System.Collections.Immutable;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Node.Reads;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Events;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
using Evenhand.Wire;

namespace Evenhand.Server.Sites.Events;

/// <summary>Events as the lines of a page, in the words of their accounts' policies.</summary>
internal sealed class EventRows(EvenhandNode node, TimeProvider clock, SiteReads reads)
{
    /// <summary>The lines of some events, in their order.</summary>
    public IReadOnlyList<EventRow> Of(IReadOnlyList<ToldEvent> events, Language say)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var frames = new Dictionary<string, AccountFrame?>(StringComparer.Ordinal);
        return
        [
            .. events.Select(each =>
                Of(EventViews.Of(each, say), shelf, frames, say) with
                {
                    WhyLanguage = LanguageOf(each, say),
                }
            ),
        ];
    }

    /// <summary>When an event happened, to order several accounts' by.</summary>
    public static DateTimeOffset? TimeOf(ToldEvent told) =>
        Bare(EventViews.Of(told), Language.English).Time;

    /// <summary>What was put in words when it was kept is in English, but for what has a phrase.</summary>
    private static string? LanguageOf(ToldEvent told, Language say) =>
        told.Fate.Fault is { Kind: FaultKind.Told } fault && !say.Phrases.ContainsKey(fault.Name)
            ? Language.English.Tag
            : null;

    private EventRow Of(
        EventView told,
        Shelf shelf,
        Dictionary<string, AccountFrame?> frames,
        Language say
    )
    {
        var account = AccountOf(told.Event);
        if (!frames.TryGetValue(account, out var frame))
            frames[account] = frame = node.Account(new AccountId(account)) is null
                ? null
                : reads.Frame(account, say);
        if (frame is null)
            return Bare(told, say) with { Account = account };
        var policy = shelf.Find(frame.Account.Policy, frame.Account.Version);
        return new EventRow(
            told,
            account,
            frame.Name,
            frame.Reader,
            [.. told.Touched.Select(touch => TouchOf(touch, policy, frame.Reader))]
        );
    }

    private static EventRow Bare(EventView told, Language say) =>
        new(told, "", "", Reader.English with { Say = say }, []);

    private static EventTouch TouchOf(
        TouchedClause touch,
        PublishedPolicy? policy,
        Reader reader
    ) =>
        new(
            policy?.Version.Clauses.FirstOrDefault(each => each.Id.Slug == touch.Clause)?.Title
                ?? touch.Clause,
            policy is null
                ? null
                : Addresses.Of(policy.Version.Name, policy.Version.Version, touch.Clause),
            touch.Quantity is { } quantity and not "0"
                ? $"{reader.Quantity(quantity)} {(quantity == "1" ? touch.Unit : UnitsOf(touch, policy))}"
                : null
        );

    private static string? UnitsOf(TouchedClause touch, PublishedPolicy? policy) =>
        policy?.Version.Meters.FirstOrDefault(each => each.Unit.Name == touch.Unit)?.Unit.Plural
        ?? touch.Unit;

    private static string AccountOf(JsonElement sent) =>
        sent.TryGetProperty("subject", out var subject) && subject.ValueKind == JsonValueKind.String
            ? subject.GetString()!
            : "";
}
