using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;
using StepKind = Evenhand.Wire.StepKind;

namespace Evenhand.Node.Reasons;

/// <summary>Makes the statement of reasons of what a step rests on. The same grounds, texts and roles make the same statement.</summary>
/// <param name="account">The account.</param>
/// <param name="textOf">The text of a clause as customers read it.</param>
/// <param name="rolesOf">The roles of a person; null for who is none.</param>
/// <param name="say">In which language it says what is ours to say.</param>
internal sealed class Composing(
    AccountId account,
    Func<Citation, string> textOf,
    Func<string, string?> rolesOf,
    Language say
)
{
    private ReasonsSentence Sentences => new(say);

    /// <summary>The statement, without the hashes of its other forms.</summary>
    public ReasonsView Of(StepGrounds its) =>
        new()
        {
            Account = account.Text,
            Step = its.Step,
            To = (StepKind)its.To,
            Brake = its.Terms.IsBrake,
            Announced = Instants.Of(its.Terms.Announced),
            Measure = [.. Sentences.Measure(its)],
            Suspends = its.Scope.Suspends.IsEmpty ? null : its.Scope.Suspends,
            Throttles = its.Scope.Throttles.IsEmpty
                ? null
                : [.. its.Scope.Throttles.Select(each => each.Slug)],
            Price = its.Scope.Price is { } price ? Of(price) : null,
            From = Sentences.From(its.Terms),
            Until = [.. Sentences.Until(its)],
            Clause = Of(its.Cited),
            Cases = [.. its.Cases.Select(Of)],
            Decided = [.. its.Deeds.Select(Of)],
            Earlier = [.. its.Earlier.Select(Of)],
            Milder = [.. its.Milder.Select(each => Of(each, its))],
            Offers = its.Terms.Offers.Length > 0 ? its.Terms.Offers : null,
            Mends = [.. Sentences.Mends(its)],
            Lifts = [.. Sentences.Lifts(its)],
            Appeal = new ReasonsAppeal
            {
                Until = Instants.Of(its.Terms.AppealUntil),
                DecidedWithinSeconds = (long)its.Terms.DecidedWithin.TotalSeconds,
                How = [.. Sentences.Appeal(its)],
            },
        };

    private static ReasonsPrice Of(ChargedPrice price) =>
        new()
        {
            Clause = price.Clause.Slug,
            Per = Plain(price.Per),
            Amount = Plain(price.Amount),
            Currency = price.Currency,
        };

    private ReasonsClause Of(Citation cited) =>
        new()
        {
            Policy = cited.Policy,
            Version = cited.Version,
            Clause = cited.Clause.Slug,
            Title = cited.Title,
            ClauseUrl = Addresses.Of(cited),
            Text = textOf(cited),
        };

    private ReasonsCase Of(GroundCase its)
    {
        var isFound = its.FoundBy.Length > 0;
        return new()
        {
            Case = its.Id,
            Clause = Of(its.Cited),
            From = Instants.Of(its.From),
            To = Instants.Of(its.To),
            Opened = Instants.Of(its.Opened),
            Message = Sentence.Of(its, say),
            Figures = its.Facts.Figures.ToDictionary(each => each.Name, each => each.Value),
            Unit = its.Facts.Unit,
            Sample = Sentences.Sample(its),
            Events = [.. EventsOf(its)],
            FoundBy = isFound ? its.FoundBy : null,
            FoundByRoles = rolesOf(its.FoundBy),
            Found = isFound ? Instants.Of(its.FoundAt) : null,
            Reason = its.Because.Length > 0 ? its.Because : null,
        };
    }

    /// <summary>Where the events are listed: those that counted, or the report.</summary>
    private string[] EventsOf(GroundCase its)
    {
        if (its.Facts.Kind == FactKind.Report)
            return [Addresses.OfEvents(account.Text, "type", "report.filed", its.From, its.To)];
        // A repeat counts days or cycles in which another clause was exceeded, also cycles before its own.
        var clause = its.Facts.Find(NamedFigure.Clause)?.Value ?? its.Cited.Clause.Slug;
        Moment? from = its.Facts.Find(NamedFigure.Cycles) is null ? its.From : null;
        return [Addresses.OfEvents(account.Text, "clause", clause, from, its.To)];
    }

    private ReasonsDeed Of(StepDeed deed) =>
        new()
        {
            What = deed.What.ToString().ToLowerInvariant(),
            By = deed.By,
            Roles = rolesOf(deed.By),
            Time = Instants.Of(deed.Time),
            Reason = deed.Reason.Length > 0 ? deed.Reason : null,
        };

    private static ReasonsFinding Of(EarlierFinding finding) =>
        new()
        {
            Case = finding.Case,
            Clause = finding.Clause.Slug,
            Found = Instants.Of(finding.Time),
            By = finding.By,
            Spent = finding.IsSpent,
        };

    private ReasonsMilder Of(MilderStep milder, StepGrounds its) =>
        new()
        {
            To = (StepKind)milder.To,
            Tried = milder.Tried,
            Since = milder.Since == Moment.Never ? null : Instants.Of(milder.Since),
            Unmet = StandingSentence.Words(milder.Unmet),
            Because = Sentences.Milder(milder, its),
        };

    private static string Plain(decimal value) =>
        value.ToString("G29", CultureInfo.InvariantCulture);
}
