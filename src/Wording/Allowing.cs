using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Viewing;

namespace Evenhand.Wording;

/// <summary>Sentences on what is included and allowed: how far it is used, what happens with more, what makes room.</summary>
public static class Allowing
{
    /// <summary>How far it is used, and how that is taken.</summary>
    public static string Of(AllowanceFigures figures) =>
        $"{SoFar(figures)}; {Whole(figures)}{Whose(figures)}.";

    /// <summary>What happens with more.</summary>
    public static string Of(Consequence then) =>
        then.What switch
        {
            ConsequenceKind.Billed => $"More {Billed(then)}.",
            ConsequenceKind.Proposed => $"More {Billed(then)} once a person confirms it.",
            ConsequenceKind.Prepaid => "More draws on prepaid money.",
            ConsequenceKind.Denied => $"{Acts(then)} denied.",
            ConsequenceKind.Warned => $"{Acts(then)} let through with a warning.",
            ConsequenceKind.Case => "More opens a case, which a person looks at.",
            ConsequenceKind.RepeatedCase => $"More {Again(then)} opens a case.",
            ConsequenceKind.Notice => "You are told.",
            ConsequenceKind.Paused => "Automations are paused until you resume them.",
            ConsequenceKind.Nothing => "More is neither billed nor stopped.",
            _ => throw new InvalidOperationException($"no known consequence: {then.What}"),
        };

    /// <summary>What makes room again.</summary>
    public static string Of(Relief relief, string window) =>
        relief.By switch
        {
            ReliefKind.Reset => window == "cycle"
                ? "The next cycle begins."
                : "The next day begins.",
            ReliefKind.Aging => "What was used first leaves the window.",
            ReliefKind.Less => "What is taken away makes room.",
            ReliefKind.Plan => $"A plan that gives more: {Names(relief)}.",
            ReliefKind.Licences => "More licences give more.",
            ReliefKind.AddOn => $"An add-on: {Names(relief)}.",
            ReliefKind.Meter => $"It grows with {Names(relief)}.",
            ReliefKind.Exception => "An exception is granted.",
            ReliefKind.OwnLimit => "You set the limit higher, or take it away.",
            ReliefKind.TopUp => "Prepaid money is topped up.",
            _ => throw new InvalidOperationException($"no known relief: {relief.By}"),
        };

    private static string SoFar(AllowanceFigures of)
    {
        var soFar = Number(of, of.SoFar);
        return of.Taken switch
        {
            Taken.Average =>
                $"{soFar} on average over the cycle, if the {Amount.Of(Figure(of.Now, of.NowUnit))} that are there now stay until its end",
            Taken.Peak => $"{soFar} at the highest moment of the cycle so far",
            Taken.End => $"{soFar} at the end of the cycle, if what is there now stays",
            Taken.Touched => $"{soFar} that were there at any moment of the cycle so far",
            Taken.Level or Taken.Balance => $"{soFar} at this moment",
            _ => $"{soFar} {In(of.Window)}",
        };
    }

    private static string In(string window) =>
        window switch
        {
            "cycle" => "so far in this cycle",
            "day" => "so far today",
            "utc-day" => "so far today (UTC)",
            "rolling" => "in the window that moves along",
            _ => "so far",
        };

    private static string Whole(AllowanceFigures of) =>
        of.Kind switch
        {
            AllowanceKind.Allowance => $"{Number(of, of.Included)} included",
            AllowanceKind.Limit => $"the limit is {Number(of, of.Included)}",
            _ => $"the limit that you set is {Number(of, of.Included)}",
        };

    private static string Whose(AllowanceFigures of) => of.Of is null ? "" : $" for each ({of.Of})";

    private static string Number(AllowanceFigures of, Quantity value) =>
        of.Taken == Taken.Ratio
            ? Amount.Share(value.ToString())
            : Amount.Of(Figure(value, of.Unit));

    private static NamedFigure Figure(Quantity value, Core.Stream.Unit unit) =>
        new("", value.ToString(), unit.Name, unit.Plural);

    private static string Billed(Consequence then)
    {
        if (then.Find(Consequence.Price) is not { } price)
            return "stands on the statement without a price";
        var per = then.Find(Consequence.Per)!.Value;
        var of = per.Value == "1" ? per.Unit : Amount.Of(per);
        return $"is billed at {Amount.Number(price.Value)} {then.Find(Consequence.Currency)!.Value.Value} for each {of}";
    }

    private static string Acts(Consequence then) =>
        then.Find(Consequence.Acts)?.Value switch
        {
            Consequence.Automated => "Automated acts are",
            Consequence.Others => "Other acts are",
            _ => "More is",
        };

    private static string Again(Consequence then) =>
        then.Find(NamedFigure.Days) is { } days
            ? $"on {Amount.Of(days.Value, "day", "days")}"
            : $"in {Amount.Of(then.Find(NamedFigure.Cycles)!.Value.Value, "cycle", "cycles")}";

    private static string Names(Relief relief) => string.Join(", ", relief.Names);
}
