using Evenhand.Core.Effects;
using Evenhand.Core.Viewing;
using Evenhand.Languages;
using Evenhand.Wire;
using Evenhand.Wording;

namespace Evenhand.Replay.Output;

/// <summary>What is included and allowed as records of the wire.</summary>
public static class AllowanceViews
{
    /// <summary>A figure of an account.</summary>
    /// <param name="figures">The figure.</param>
    public static AllowanceView Of(AllowanceFigures figures) => Of(figures, Language.English);

    /// <summary>A figure of an account, its sentences in a language.</summary>
    public static AllowanceView Of(AllowanceFigures figures, Language say) =>
        new()
        {
            Clause = figures.Cited.Clause.Slug,
            Title = figures.Cited.Title,
            ClauseUrl = Addresses.Of(figures.Cited),
            Policy = figures.Cited.Policy,
            Version = figures.Cited.Version,
            Kind = (Wire.AllowanceKind)figures.Kind,
            Meter = figures.Meter,
            Unit = figures.Unit.Name,
            Units = figures.Unit.Plural,
            Window = figures.Window,
            Taken = (Wire.Taken)figures.Taken,
            Message = Allowing.Of(figures, say),
            Now = figures.Now.ToString(),
            NowUnit = figures.NowUnit.Name,
            Used = figures.SoFar.ToString(),
            SoFar = figures.SoFar.ToString(),
            Expected = figures.Expected?.ToString(),
            Included = figures.Included.ToString(),
            Remaining = figures.Remaining.ToString(),
            Held = figures.Reserved.IsZero ? null : figures.Reserved.ToString(),
            Of = figures.Of,
            Began = Instants.Of(figures.Began),
            Resets = Instants.Of(figures.Resets),
            RanOut = Instants.Of(figures.RanOut),
            RunsOut = Instants.Of(figures.RunsOut),
            Then = [.. figures.Then.Select(then => Of(then, say))],
            Lifted = [.. figures.Lifted.Select(relief => Of(relief, figures.Window, say))],
            Lines = figures.Lines.IsEmpty
                ? null
                : [.. figures.Lines.Select(line => Of(line, figures, say))],
        };

    private static StatementLine Of(Line line, AllowanceFigures figures, Language say) =>
        EffectViews.Of(line, figures.Cited.Policy, figures.Currency, say);

    private static AllowanceThen Of(Core.Viewing.Consequence then, Language say) =>
        new()
        {
            What = (Wire.Consequence)then.What,
            Clause = then.Cited.Clause.Slug,
            Title = then.Cited.Title,
            ClauseUrl = Addresses.Of(then.Cited),
            Price = then.Find(Core.Viewing.Consequence.Price)?.Value,
            Currency = then.Find(Core.Viewing.Consequence.Currency)?.Value,
            Per = then.Find(Core.Viewing.Consequence.Per)?.Value,
            Unit = then.Find(Core.Viewing.Consequence.Per)?.Unit,
            Message = Allowing.Of(then, say),
        };

    private static AllowanceLifted Of(Core.Viewing.Relief relief, string window, Language say) =>
        new()
        {
            By = (Wire.Relief)relief.By,
            Names = relief.Names.IsEmpty ? null : relief.Names,
            At = Instants.Of(relief.At),
            Message = Allowing.Of(relief, window, say),
        };
}
