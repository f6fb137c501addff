using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Languages;
using Evenhand.Pages.Drawing;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>
/// What is said of one allowance. A clause that includes so much and also limits it is one row, for it is one thing to
/// those who use it.
/// </summary>
/// <param name="Main">What it is about.</param>
/// <param name="Then">What happens with more, of all that the row stands for.</param>
/// <param name="NamesMeter">Whether its clause has other rows, so that it takes the meter to tell them apart.</param>
public sealed record UsageRow(
    AllowanceView Main,
    ImmutableArray<AllowanceThen> Then,
    bool NamesMeter
)
{
    private const decimal Near = 0.8m;

    /// <summary>Who reads it.</summary>
    public Reader Reader { get; init; } = Reader.English;

    private Language Say => Reader.Say;

    /// <summary>All allowances as rows: those that call for attention first.</summary>
    /// <param name="allowances">The allowances.</param>
    /// <param name="reader">Who reads them.</param>
    public static ImmutableArray<UsageRow> Of(
        IReadOnlyList<AllowanceView> allowances,
        Reader reader
    )
    {
        var several = allowances
            .GroupBy(each => each.Clause)
            .Where(clause => clause.Select(each => each.Meter).Distinct().Count() > 1)
            .Select(clause => clause.Key)
            .ToHashSet();
        return
        [
            .. allowances
                .GroupBy(each => (each.Clause, each.Meter, each.Window, each.Included, each.Of))
                .Select(group => new UsageRow(
                    group.First(),
                    [.. group.SelectMany(each => each.Then ?? []).DistinctBy(then => then.Message)],
                    several.Contains(group.Key.Clause)
                )
                {
                    Reader = reader,
                })
                .OrderBy(row => row.Fill)
                .ThenByDescending(row => row.Share),
        ];
    }

    /// <summary>How full it is.</summary>
    public Fill Fill =>
        Used > Included ? Fill.Beyond
        : Used > 0 && Reader.Number(Main.Remaining) == 0 ? Fill.UsedUp
        : Share >= Near ? Fill.NearlyUsed
        : Used > 0 ? Fill.Plenty
        : Fill.Untouched;

    /// <summary>Whether somebody should look at it.</summary>
    public bool CallsForAttention => Fill <= Fill.NearlyUsed;

    /// <summary>How full it is, in a word or two.</summary>
    public string Word =>
        Fill switch
        {
            Fill.Beyond => Say["Beyond"],
            Fill.UsedUp => Say["Used up"],
            Fill.NearlyUsed => Say["Nearly used"],
            Fill.Plenty => Say["Plenty left"],
            _ => Say["Nothing used"],
        };

    /// <summary>The class of the word's colour.</summary>
    public string Colour =>
        Fill switch
        {
            Fill.Beyond or Fill.UsedUp => "t-beyond",
            Fill.NearlyUsed => "t-near",
            _ => "t-ok",
        };

    /// <summary>The clause's heading, and the meter where it has several.</summary>
    public string Title =>
        (Main.Title ?? Main.Clause) + (NamesMeter ? $" ({Main.Meter.Replace('-', ' ')})" : "");

    /// <summary>Its own page.</summary>
    /// <param name="at">Where the account's pages are: <c>/portal</c>.</param>
    public string AddressAt(string at) => $"{at}/usage/{Uri.EscapeDataString(Main.Clause)}";

    /// <summary>How much of how much: <c>2,610 of 3,000 minutes</c>.</summary>
    public string Amount =>
        Main.Taken == Taken.Ratio
            ? Say["{0} of {1}", Reader.Share(Main.Used), Reader.Share(Main.Included)]
            : Say[
                "{0} of {1}",
                Reader.Quantity(Main.Used),
                $"{Reader.Quantity(Main.Included)} {Unit}{OfWhom}"
            ];

    /// <summary>Where everything stands on the runway.</summary>
    public RunwayScale Scale =>
        new(Used, Included, Main.Expected is { } expected ? Reader.Number(expected) : null, Even);

    /// <summary>The runway in words.</summary>
    public string Label => $"{Main.Message ?? Amount} {EvenPace}".TrimEnd();

    /// <summary>What would be used by now at an even pace, in a sentence; null where that means nothing.</summary>
    public string? EvenPace =>
        Even is { } even
            ? Say["At an even pace it would be {0} by now.", Reader.Quantity(even)]
            : null;

    /// <summary>How long it lasts, or since when nothing is left; null where nothing is known of it.</summary>
    public string? Lasts =>
        Main.RanOut is { } ran ? Say["Nothing has been left since {0}.", Reader.Day(ran)]
        : Main.RunsOut is { } runs
            ? Say["At the present pace it lasts until about {0}.", Reader.Day(runs)]
        : null;

    /// <summary>What happens with more, in as few sentences as that takes; null where nothing is known of it.</summary>
    public string? More => ThenWords.Of(Then, Say);

    /// <summary>What it costs so far: the sum of its lines that are due, a decimal string; null where nothing is billed.</summary>
    public string? Due => Sum(LineStatus.Due);

    /// <summary>What waits for a person's confirmation, likewise.</summary>
    public string? Proposed => Sum(LineStatus.Proposed);

    private decimal Used => Reader.Number(Main.Used);

    private decimal Included => Reader.Number(Main.Included);

    /// <summary>
    /// What would be used by now at an even pace. Of what is there at a moment, or counts as if it stayed, no pace is even.
    /// </summary>
    private decimal? Even =>
        Main is { Taken: Taken.Sum or Taken.Distinct, Began: { } began, Resets: { } end }
        && end > began
            ? Pace.Even(Included, began, end, Reader.Now.ToDateTimeOffset())
            : null;

    private decimal Share =>
        Included > 0 ? Used / Included
        : Used > 0 ? decimal.MaxValue
        : 0;

    private string Unit => Main.Included == "1" ? Main.Unit : Main.Units ?? Main.Unit;

    private string OfWhom => Main.Of is { } of ? " (" + Say["the most: {0}", of] + ")" : "";

    private string? Sum(LineStatus status)
    {
        var amounts = (Main.Lines ?? [])
            .Where(line => line.Status == status)
            .Select(line => Reader.Number(line.Amount))
            .ToList();
        return amounts.Count == 0 || amounts.Sum() == 0
            ? null
            : amounts.Sum().ToString(CultureInfo.InvariantCulture);
    }
}
