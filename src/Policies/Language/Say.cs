using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language;

/// <summary>The kinds that the vocabulary is written with.</summary>
internal static class Say
{
    public static readonly Kind<Quantity> Quantity = new QuantityKind();
    public static readonly Kind<decimal> Share = new ShareKind();
    public static readonly Kind<Span> Span = new SpanKind(allowMonths: false);
    public static readonly Kind<Span> Period = new SpanKind(allowMonths: true);
    public static readonly Kind<decimal> Number = new NumberKind(whole: false);
    public static readonly Kind<decimal> Whole = new NumberKind(whole: true);
    public static readonly Kind<bool> Yes = new ChoiceKind<bool>(("yes", true), ("no", false));
    public static readonly Kind<ImmutableArray<Selection>> Selectors = new SelectorsKind();
    public static readonly Kind<Circumstance> Circumstance = new OneCircumstanceKind();
    public static readonly Kind<ImmutableArray<Circumstance>> Circumstances = List(Circumstance);
    public static readonly Kind<MeterName> Meter = MeterOf(
        "meter",
        "meter",
        "stock",
        "balance",
        "ratio"
    );
    public static readonly Kind<MeterName> Stock = MeterOf("stock", "stock");
    public static readonly Kind<ClauseName> Clause = ClauseWith();

    public static readonly Kind<StateName> State = new NameKind<StateName>(
        "state",
        (names, name) => names.State(name),
        names => names.States.Select(state => state.Name)
    );

    public static readonly Kind<PlanName> Plan = new NameKind<PlanName>(
        "plan",
        (names, name) => names.Plan(name),
        names => names.Plans.Select(plan => plan.Name)
    );

    public static readonly Kind<AddOn> AddOn = new NameKind<AddOn>(
        "add-on",
        (names, name) => names.Catalogue.AddOn(name),
        names => names.Catalogue.AddOns.Select(addOn => addOn.Name)
    );

    public static readonly Kind<Thing> Thing = new NameKind<Thing>(
        "thing",
        (names, name) => names.Catalogue.Things.FirstOrDefault(thing => thing.Name == name),
        names => names.Catalogue.Things.Select(thing => thing.Name)
    );

    public static readonly Kind<EventType> EventType = new NameKind<EventType>(
        "event type",
        (names, name) => names.Catalogue.Type(name),
        names => names.Catalogue.Types.Select(type => type.Name)
    );

    public static readonly Kind<string> Currency = new CurrencyKind();

    public static readonly Kind<Amount> Figure = FromPlanOr(
        new MappedKind<Quantity, Amount>(Quantity, quantity => new Amount.Fixed(quantity))
    );

    public static readonly Kind<Amount> FigureOrShare = FromPlanOr(
        new OrKind<Amount>(
            new MappedKind<decimal, Amount>(Share, ratio => new Amount.Share(ratio)),
            node => node is ScalarNode scalar && scalar.Text.EndsWith('%'),
            new MappedKind<Quantity, Amount>(Quantity, quantity => new Amount.Fixed(quantity))
        )
    );

    public static readonly Kind<Price.Listed> Prices = new PricesKind();

    public static readonly Kind<Price> Price = new OrKind<Price>(
        new FromPlanKind<Price>(prices: true, term => new Price.FromPlan(term)),
        FromPlan.IsIt,
        new MappedKind<Price.Listed, Price>(Prices, listed => listed)
    );

    public static readonly ChoiceKind<SeatKind> Seats = One(
        ("licensed", SeatKind.Licensed),
        ("full", SeatKind.Full)
    );

    public static readonly ChoiceKind<SeatBasis> SeatsTaken = One(
        ("now", SeatBasis.Now),
        ("highest", SeatBasis.Highest),
        ("average", SeatBasis.Average)
    );

    // Before the cycle ends there is no average over it, so what answers at once cannot take one.
    public static readonly ChoiceKind<SeatBasis> SeatsSoFar = One(
        ("now", SeatBasis.Now),
        ("highest", SeatBasis.Highest)
    );

    public static Kind<string> Text(string name = "text") => new TextKind(name);

    public static ChoiceKind<T> One<T>(params ImmutableArray<(string Word, T Meaning)> choices)
        where T : notnull => new(choices);

    public static ChoiceKind<string> Word(params string[] words) =>
        new([.. words.Select(word => (word, word))]);

    public static ChoiceKind<string> Formerly(
        this ChoiceKind<string> kind,
        params string[] words
    ) => kind.Formerly([.. words.Select(word => (word, word))]);

    public static Kind<T> Either<T>(ChoiceKind<T> words, Kind<T> other)
        where T : notnull => new EitherKind<T>(words, other);

    public static Kind<ImmutableArray<T>> List<T>(Kind<T> item, bool mayBeEmpty = false)
        where T : notnull => new ListKind<T>(item, mayBeEmpty);

    public static Kind<ImmutableArray<KeyValuePair<TKey, TValue>>> Map<TKey, TValue>(
        Kind<TKey> key,
        Kind<TValue> value
    )
        where TKey : notnull
        where TValue : notnull => new MapKind<TKey, TValue>(key, value);

    public static Kind<Part> Part(string name, params Key[] keys) =>
        new PartKind(new Shape(name, "", [.. keys]));

    public static Kind<ImmutableArray<FieldTest>> Where(params string[] of) =>
        new WhereKind(BearersOf.Acts(of));

    public static Kind<string> Field(Bearers of, params FieldKind[] kinds) =>
        new FieldNameKind(of, [.. kinds]);

    public static Kind<ClauseName> ClauseWith(params string[] parts) =>
        new NameKind<ClauseName>(
            parts.Length == 0 ? "clause" : $"clause with `{string.Join("` or `", parts)}`",
            (names, slug) => names.Clause(slug) is { } clause && Has(clause, parts) ? clause : null,
            names => names.Clauses.Where(clause => Has(clause, parts)).Select(clause => clause.Slug)
        );

    private static Kind<MeterName> MeterOf(string name, params string[] parts) =>
        new NameKind<MeterName>(
            name,
            (names, word) =>
                names.Meter(word) is { } meter && parts.Contains(meter.Part) ? meter : null,
            names => names.Meters.Where(each => parts.Contains(each.Part)).Select(each => each.Name)
        );

    private static Kind<Amount> FromPlanOr(Kind<Amount> other) =>
        new OrKind<Amount>(
            new FromPlanKind<Amount>(prices: false, term => new Amount.FromPlan(term)),
            FromPlan.IsIt,
            other
        );

    private static bool Has(ClauseName clause, string[] parts) =>
        parts.Length == 0 || parts.Any(clause.Parts.Contains);
}
