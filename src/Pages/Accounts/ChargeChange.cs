using System.Globalization;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>What a clause came to on two bills.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Was">On the bill before, in the bill's currency.</param>
/// <param name="Is">On this one.</param>
/// <param name="Used">What was used before and now, as decimal strings; null where one of them has no line of it.</param>
/// <param name="Versions">The versions of before and now, where they differ.</param>
public sealed record ChargeChange(
    string Title,
    decimal Was,
    decimal Is,
    (string Before, string Now)? Used,
    (string Before, string Now)? Versions
)
{
    /// <summary>How much more it is; negative for less.</summary>
    public decimal More => Is - Was;

    /// <summary>Where two bills differ, the largest difference first; what is waived counts for nothing.</summary>
    public static IReadOnlyList<ChargeChange> Between(StatementView before, StatementView now) =>
        before.Currency != now.Currency
            ? []
            :
            [
                .. from clause in Lines(before)
                    .Concat(Lines(now))
                    .Select(line => line.Clause)
                    .Distinct()
                let was = Lines(before).FirstOrDefault(line => line.Clause == clause)
                let its = Lines(now).FirstOrDefault(line => line.Clause == clause)
                let change = Of(was, its)
                where change.More != 0
                orderby Math.Abs(change.More) descending
                select change,
            ];

    private static ChargeChange Of(StatementLine? was, StatementLine? its) =>
        new(
            (its ?? was)!.Title ?? (its ?? was)!.Clause,
            Amount(was),
            Amount(its),
            was is { } a && its is { } b ? (a.Quantity, b.Quantity) : null,
            was is { } old && its is { } one && old.Version != one.Version
                ? (old.Version, one.Version)
                : null
        );

    private static IEnumerable<StatementLine> Lines(StatementView bill) =>
        bill.Lines.Where(line => line.Kind is null);

    private static decimal Amount(StatementLine? line) =>
        line is { Status: not LineStatus.Waived }
        && decimal.TryParse(line.Amount, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : 0;
}
