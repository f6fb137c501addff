using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Viewing;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>Sentences on what is included and allowed: how far it is used, what happens with more, what makes room.</summary>
public static class Allowing
{
    /// <summary>How far it is used, and how that is taken.</summary>
    public static string Of(AllowanceFigures figures) => Of(figures, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(AllowanceFigures figures, Language say) =>
        $"{SoFar(figures, say)}; {Whole(figures, say)}{Whose(figures, say)}.";

    /// <summary>What happens with more.</summary>
    public static string Of(Consequence then) => Of(then, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Consequence then, Language say) =>
        then.What switch
        {
            ConsequenceKind.Billed => say["More {0}.", Billed(then, say)],
            ConsequenceKind.Proposed => say[
                "More {0} once a person confirms it.",
                Billed(then, say)
            ],
            ConsequenceKind.Prepaid => say["More draws on prepaid money."],
            ConsequenceKind.Denied => Denied(then, say),
            ConsequenceKind.Warned => Warned(then, say),
            ConsequenceKind.Case => say["More opens a case, which a person looks at."],
            ConsequenceKind.RepeatedCase => Again(then, say),
            ConsequenceKind.Notice => say["You are told."],
            ConsequenceKind.Paused => say["Automations are paused until you resume them."],
            ConsequenceKind.Nothing => say["More is neither billed nor stopped."],
            _ => throw new InvalidOperationException($"no known consequence: {then.What}"),
        };

    /// <summary>What makes room again.</summary>
    public static string Of(Relief relief, string window) => Of(relief, window, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Relief relief, string window, Language say) =>
        relief.By switch
        {
            ReliefKind.Reset => window == "cycle"
                ? say["The next cycle begins."]
                : say["The next day begins."],
            ReliefKind.Aging => say["What was used first leaves the window."],
            ReliefKind.Less => say["What is taken away makes room."],
            ReliefKind.Plan => say["A plan that gives more: {0}.", Names(relief)],
            ReliefKind.Licences => say["More licences give more."],
            ReliefKind.AddOn => say["An add-on: {0}.", Names(relief)],
            ReliefKind.Meter => say["It grows with {0}.", Names(relief)],
            ReliefKind.Exception => say["An exception is granted."],
            ReliefKind.OwnLimit => say["You set the limit higher, or take it away."],
            ReliefKind.TopUp => say["Prepaid money is topped up."],
            _ => throw new InvalidOperationException($"no known relief: {relief.By}"),
        };

    private static string SoFar(AllowanceFigures of, Language say)
    {
        var soFar = Number(of, of.SoFar, say);
        return of.Taken switch
        {
            Taken.Average => say[
                "{0} on average over the cycle, if the {1} that are there now stay until its end",
                soFar,
                Amount.Of(Figure(of.Now, of.NowUnit), say)
            ],
            Taken.Peak => say["{0} at the highest moment of the cycle so far", soFar],
            Taken.End => say["{0} at the end of the cycle, if what is there now stays", soFar],
            Taken.Touched => say["{0} that were there at any moment of the cycle so far", soFar],
            Taken.Level or Taken.Balance => say["{0} at this moment", soFar],
            _ => In(of.Window, soFar, say),
        };
    }

    private static string In(string window, string soFar, Language say) =>
        window switch
        {
            "cycle" => say["{0} so far in this cycle", soFar],
            "day" => say["{0} so far today", soFar],
            "utc-day" => say["{0} so far today (UTC)", soFar],
            "rolling" => say["{0} in the window that moves along", soFar],
            _ => say["{0} so far", soFar],
        };

    private static string Whole(AllowanceFigures of, Language say)
    {
        var included = Number(of, of.Included, say);
        return of.Kind switch
        {
            AllowanceKind.Allowance => say["{0} included", included],
            AllowanceKind.Limit => say["the limit is {0}", included],
            _ => say["the limit that you set is {0}", included],
        };
    }

    private static string Whose(AllowanceFigures of, Language say) =>
        of.Of is null ? "" : say[" for each ({0})", of.Of];

    private static string Number(AllowanceFigures of, Quantity value, Language say) =>
        of.Taken == Taken.Ratio
            ? Amount.Share(value.ToString(), say)
            : Amount.Of(Figure(value, of.Unit), say);

    private static NamedFigure Figure(Quantity value, Core.Stream.Unit unit) =>
        new("", value.ToString(), unit.Name, unit.Plural);

    /// <summary>A sentence's end that begins with what is said of more.</summary>
    private static string Billed(Consequence then, Language say)
    {
        if (then.Find(Consequence.Price) is not { } price)
            return say["stands on the statement without a price"];
        var per = then.Find(Consequence.Per)!.Value;
        return say[
            "is billed at {0} {1} for each {2}",
            say.Number(price.Value),
            then.Find(Consequence.Currency)!.Value.Value,
            per.Value == "1" ? per.Unit : Amount.Of(per, say)
        ];
    }

    private static string Denied(Consequence then, Language say) =>
        then.Find(Consequence.Acts)?.Value switch
        {
            Consequence.Automated => say["Automated acts are denied."],
            Consequence.Others => say["Other acts are denied."],
            _ => say["More is denied."],
        };

    private static string Warned(Consequence then, Language say) =>
        then.Find(Consequence.Acts)?.Value switch
        {
            Consequence.Automated => say["Automated acts are let through with a warning."],
            Consequence.Others => say["Other acts are let through with a warning."],
            _ => say["More is let through with a warning."],
        };

    private static string Again(Consequence then, Language say) =>
        then.Find(NamedFigure.Days) is { } days
            ? say.Count(Whole(days), "More on {0} day opens a case.|More on {0} days opens a case.")
            : say.Count(
                Whole(then.Find(NamedFigure.Cycles)!.Value),
                "More in {0} cycle opens a case.|More in {0} cycles opens a case."
            );

    private static long Whole(NamedFigure figure) =>
        long.Parse(figure.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Names(Relief relief) => string.Join(", ", relief.Names);
}
