using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Views;
using Evenhand.Pages.Events;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Server.Sites.Events;

/// <summary>What arrived, newest first, of one account or of those in which something arrived last.</summary>
internal sealed class EventPages(
    EvenhandNode node,
    SiteReads reads,
    EventRows rows,
    ConsoleFrames frames
)
{
    private const string At = "/console/events";
    private const int EventsOfAPage = 50;

    /// <summary>The tail is of so many accounts, so many events each: each account costs a fold.</summary>
    private const int AccountsOfTail = 8;

    private const int EventsOfTail = 8;

    /// <summary>So many accounts are looked through for a page; it may so be short, or empty, and still have a next.</summary>
    private const int MostLookedThrough = 25;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(At, PageAsync).ExcludeFromDescription();

    private Task PageAsync(HttpContext context)
    {
        var (query, say) = (context.Request.Query, Visits.LanguageOf(context));
        var filter = new EventFilter(
            Text(query, "account"),
            Text(query, "type"),
            Text(query, "id"),
            Text(query, "outcome"),
            Text(query, "from"),
            Text(query, "to")
        );
        var after = Text(query, "after") is { Length: > 0 } text ? text : null;
        var (found, next, said) = filter.IsTail && after is null ? Tail(say) : Find(filter, after);
        return Html.SendAsync<EventsPage>(
            context,
            (nameof(EventsPage.Frame), frames.Of(context)),
            (nameof(EventsPage.Filter), filter),
            (nameof(EventsPage.Rows), rows.Of(found, say)),
            (
                nameof(EventsPage.Types),
                node.Looks.Types.Select(type => type.Name).Order(StringComparer.Ordinal).ToList()
            ),
            (nameof(EventsPage.Said), said),
            (nameof(EventsPage.More), next is null ? null : filter.Address(next))
        );
    }

    /// <summary>The latest events of the accounts in which something arrived last.</summary>
    private (List<ToldEvent> Found, string? Next, string? Said) Tail(Language say)
    {
        var latest = node.Changes.Feed.Latest(Node.Changes.Changed.Events, AccountsOfTail);
        var accounts =
            latest.Count > 0
                ? latest
                : [.. node.Accounts(null, AccountsOfTail).Items.Select(each => each.Id)];
        var query = new EventQuery(null, null, null, null) { NewestFirst = true };
        var found = accounts
            .SelectMany(account =>
                node.Events(query with { Account = account }, null, EventsOfTail)?.Items ?? []
            )
            .OrderByDescending(each => EventRows.TimeOf(each))
            .Take(EventsOfAPage)
            .ToList();
        if (found.Count == 0)
            return (found, null, null);
        return (
            found,
            null,
            latest.Count > 0
                ? say[
                    "The latest of the accounts in which something arrived last, up to {0} each. Name one to see all of it.",
                    EventsOfTail
                ]
                : say[
                    "Nothing has arrived since this server started: these are the latest of some accounts, up to {0} each. Name one to see all of it.",
                    EventsOfTail
                ]
        );
    }

    private (List<ToldEvent> Found, string? Next, string? Said) Find(
        EventFilter filter,
        string? after
    )
    {
        var zone = filter.Account.Length > 0 ? ZoneOf(filter.Account) : DateTimeZone.Utc;
        var query = new EventQuery(
            AccountId.Or(Given(filter.Account)),
            Given(filter.Type),
            Given(filter.Id),
            EventListRoutes.Outcome(Given(filter.Outcome))
        )
        {
            NewestFirst = true,
            From = DayOf(filter.From, 0, zone) ?? Moment.Earliest,
            To = DayOf(filter.To, 1, zone) ?? Moment.Never,
        };
        var found = new List<ToldEvent>();
        for (var looked = 0; looked < MostLookedThrough; looked++)
        {
            var page =
                node.Events(query, after, EventsOfAPage - found.Count) ?? throw Refusal.NoAccount();
            found.AddRange(page.Items);
            after = page.Next;
            if (after is null || found.Count == EventsOfAPage)
                break;
        }
        return (found, after, null);
    }

    private DateTimeZone ZoneOf(string account) =>
        node.Account(new AccountId(account)) is null
            ? DateTimeZone.Utc
            : reads.Frame(account, Language.English).Reader.Zone;

    /// <summary>The beginning of a day, or of one so many days later.</summary>
    private static Moment? DayOf(string day, int later, DateTimeZone zone) =>
        day.Length == 0 ? null
        : LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date)
        && date is { Year: > 1900 and < 9999 }
            ? Moment.Of(zone.AtStartOfDay(date.PlusDays(later)).ToInstant())
        : throw Refusal.Malformed(
            Language.Key("a day such as 2026-12-31 stands in each field of a day")
        );

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static string Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim();
}
