using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Wire;

namespace Evenhand.Pages.Desk;

/// <summary>Everything that stands about a case.</summary>
public sealed record CaseSheet
{
    /// <summary>The case with its steps and notes.</summary>
    public required CaseDetail Detail { get; init; }

    /// <summary>The case as the account was told of it; null where that is not kept.</summary>
    public CaseView? Told { get; init; }

    /// <summary>The clause's heading.</summary>
    public required string Title { get; init; }

    /// <summary>What the clause says, by paragraphs.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The clause on its policy's page.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>What the clause's lines came to, the latest cycle first.</summary>
    public IReadOnlyList<CaseMonth> Months { get; init; } = [];

    /// <summary>What the account was told on this clause, the latest first.</summary>
    public IReadOnlyList<NoticeView> Notices { get; init; } = [];

    /// <summary>The ladder, from good standing up; empty where the policy has none.</summary>
    public IReadOnlyList<DrawnStep> Ladder { get; init; } = [];

    /// <summary>Appeals against steps on this case.</summary>
    public IReadOnlyList<AppealItem> Appeals { get; init; } = [];

    /// <summary>What may be done, and of the rest why not.</summary>
    public IReadOnlyList<ActOffer> Offers { get; init; } = [];

    /// <summary>The price that the policy prints for more, for a charge to begin with; null where it prints none.</summary>
    public ChargePrice? Printed { get; init; }

    /// <summary>Whether whoever looks may give the case to somebody.</summary>
    public bool MayAssign { get; init; }

    /// <summary>Whether whoever looks may note something on it.</summary>
    public bool MayNote { get; init; }

    /// <summary>Who may see to it: ids and names.</summary>
    public IReadOnlyList<(string Value, string Words)> People { get; init; } = [];

    /// <summary>Other cases of the queue.</summary>
    public IReadOnlyList<DeskItem> Others { get; init; } = [];

    /// <summary>The page of the case.</summary>
    public string At => DeskItem.AddressOf(Detail.Case.Account, Detail.Case.Case);

    /// <summary>How much was used of what the policy takes for fair, as it stands by now; null where the case has no such figures.</summary>
    public (decimal Used, decimal Fair)? Extent =>
        Months.FirstOrDefault(each => each.First == Detail.Case.Cycle) is { Line: var line }
        && Reader.Number(line.Included) is > 0 and var included
            ? (Reader.Number(line.Quantity), included)
        : Figure("used") is { } used
        && (Figure("limit") ?? Figure("included") ?? Figure("median")) is > 0 and { } fair
            ? (used, fair)
        : null;

    /// <summary>What it is about: <c>API calls: 542,622 of 50,000</c>.</summary>
    public string Heading(Reader reader) =>
        Extent is var (used, fair)
            ? reader.Say["{0}: {1} of {2}", Title, reader.Quantity(used), reader.Quantity(fair)]
            : Title;

    /// <summary>The offer of an act.</summary>
    public ActOffer? OfferOf(string type, string? about = null) =>
        Offers.FirstOrDefault(each => each.Type == type && (about is null || each.About == about));

    private decimal? Figure(string name) =>
        Told?.Figures.TryGetValue(name, out var text) == true ? Reader.Number(text) : null;
}

/// <summary>A line of a statement that the case's clause has.</summary>
/// <param name="First">The first day of the cycle, as <c>2026-11-03</c>.</param>
/// <param name="Cycle">The cycle in words.</param>
/// <param name="Address">The bill that it stands on.</param>
/// <param name="Line">The line.</param>
public sealed record CaseMonth(string First, string Cycle, string Address, StatementLine Line);
