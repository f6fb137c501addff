using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Events;
using Evenhand.Replay.Output;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;

namespace Evenhand.Server.Sites.Console;

/// <summary>What happened to an account beside its usage, in words.</summary>
internal sealed class Timelines(EvenhandNode node)
{
    private const int LongestField = 120;

    /// <summary>The language of what was told, and of what events are called.</summary>
    private const string InEnglish = "en";

    private static readonly (TimelineKind Kind, string Word)[] Words =
    [
        (TimelineKind.Terms, "terms"),
        (TimelineKind.Decisions, "decisions"),
        (TimelineKind.Notices, "notices"),
        (TimelineKind.Charges, "charges"),
        (TimelineKind.Cases, "cases"),
    ];

    /// <summary>A page of rows, and the address of the next.</summary>
    /// <param name="frame">The account.</param>
    /// <param name="shown">The kind that is shown; empty for all.</param>
    /// <param name="before">Before which instant, in ticks; empty for the latest.</param>
    /// <param name="limit">About how many.</param>
    public (IReadOnlyList<TimelineRow> Rows, string? Next) Page(
        AccountFrame frame,
        string shown,
        string before,
        int limit
    )
    {
        var kinds =
            shown.Length == 0 ? TimelineKind.All
            : Array.Find(Words, each => each.Word == shown) is { Word: not null } found ? found.Kind
            : throw Refusal.Malformed(
                $"show is one of {string.Join(", ", Words.Select(each => each.Word))}"
            );
        var account = frame.Account.Id;
        var (items, next) =
            node.Looks.Timeline(new AccountId(account), kinds, InstantOf(before), limit)
            ?? throw Refusal.NoAccount();
        var at = $"/console/accounts/{Uri.EscapeDataString(account)}";
        var cases = node.Standing.Of(new AccountId(account))?.Cases ?? [];
        return (
            [.. items.Select(each => RowOf(each, frame, cases, at))],
            next is { } more
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{at}?{(shown.Length > 0 ? $"show={shown}&" : "")}before={more.Ticks}#timeline"
                )
                : null
        );
    }

    private static Moment InstantOf(string before) =>
        before.Length == 0 ? Moment.Never
        : long.TryParse(before, CultureInfo.InvariantCulture, out var ticks) ? new Moment(ticks)
        : throw Refusal.Malformed("before is where a page before ended");

    private static TimelineRow RowOf(
        TimelineEntry entry,
        AccountFrame frame,
        ImmutableArray<CaseFigures> cases,
        string at
    )
    {
        var (time, kind) = (
            Instants.Of(entry.At),
            Array.Find(Words, each => each.Kind == entry.Kind).Word
        );
        return entry switch
        {
            { Notice: { } notice } => new(
                time,
                kind,
                notice.Title ?? notice.Clause,
                notice.Id is { } id
                    ? $"/console/notices/{Uri.EscapeDataString(notice.Account)}/{Uri.EscapeDataString(id)}"
                    : null,
                notice.Message
            )
            {
                Language = InEnglish,
            },
            { Case: { } opened } => new(
                time,
                kind,
                frame.Reader.Say["Case: {0}", opened.Title ?? opened.Clause],
                CaseOf(opened, frame, cases) is { } its
                    ? DeskItem.AddressOf(opened.Account, its.Id)
                    : null,
                opened.Message
            )
            {
                Language = InEnglish,
            },
            { Stated: { } stated } => OfBill(stated, time, kind, frame, at),
            _ => OfEvent(JsonDocument.Parse(entry.Event!).RootElement, time, kind, frame),
        };
    }

    /// <summary>The case that was told of; null where it does not stand any more.</summary>
    private static CaseFigures? CaseOf(
        ToldCase opened,
        AccountFrame frame,
        ImmutableArray<CaseFigures> cases
    )
    {
        var cycle = frame.Reader.Date(Instants.Of(opened.Cycle));
        return cases.FirstOrDefault(each =>
            each.Clause.Slug == opened.Clause && each.Cycle == cycle
        );
    }

    private static TimelineRow OfBill(
        CycleStatement stated,
        DateTimeOffset time,
        string kind,
        AccountFrame frame,
        string at
    )
    {
        var bill = StatementViews.Of(stated);
        return new(
            time,
            kind,
            frame.Reader.Say["Bill of {0}", frame.Reader.Cycle(bill.From, bill.To)],
            $"{at}/bills/{stated.FirstDay}",
            bill.Proposed.Any(sign => sign is >= '1' and <= '9')
                ? frame.Reader.Say[
                    "{0} is due, {1} more is proposed.",
                    frame.Reader.Money(bill.Due),
                    frame.Reader.Money(bill.Proposed)
                ]
                : frame.Reader.Say["{0} is due.", frame.Reader.Money(bill.Due)]
        );
    }

    private static TimelineRow OfEvent(
        JsonElement sent,
        DateTimeOffset time,
        string kind,
        AccountFrame frame
    )
    {
        var type = sent.GetProperty("type").GetString()!;
        var filter = new EventFilter(
            frame.Account.Id,
            "",
            sent.GetProperty("id").GetString()!,
            "",
            "",
            ""
        );
        return new(time, kind, TitleOf(type), filter.Address(), FieldsOf(sent))
        {
            Language = InEnglish,
        };
    }

    /// <summary>A type as people say it: <c>seats.set</c> is “Seats set”.</summary>
    private static string TitleOf(string type)
    {
        var words = type.Replace('.', ' ').Replace('-', ' ').Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string FieldsOf(JsonElement sent) =>
        sent.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? string.Join(
                " · ",
                data.EnumerateObject()
                    .Select(each => $"{each.Name.Replace('_', ' ')} {ValueOf(each.Value)}")
            )
            : "";

    private static string ValueOf(JsonElement value)
    {
        var text =
            value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > LongestField ? text[..LongestField] + "…" : text;
    }
}
