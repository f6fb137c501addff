using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using NodaTime;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is counted.</summary>
internal static class CountedParts
{
    private static readonly Kind<Window> Within = Say.Either(
        Say.One(
            ("cycle", new Window(WindowKind.Cycle)),
            ("day", new Window(WindowKind.Day)),
            ("utc day", new Window(WindowKind.UtcDay)),
            ("ever", new Window(WindowKind.Ever))
        ),
        new Kinds.MappedKind<Span, Window>(
            Say.Span,
            span => new Window(WindowKind.Rolling, new TimeSpan(span.Ticks))
        )
    );

    private static readonly Kind<Quantity> EachRounded = Say.Either(
        Say.One(("exact", new Quantity(0, Unit.One))),
        Say.Quantity
    );

    private static readonly Kind<string> Counts = Say.Either(
        Say.Word("events", "acts"),
        Say.Field(BearersOf.Acts("of", "adds"), FieldKind.Quantity)
    );

    private static readonly Key Name = Key("name", Say.Text("name"), "default: the slug");

    private static readonly Kind<Unit> UnitName = new Kinds.NameKind<Unit>(
        "unit",
        (names, name) => Quantity.UnitOf(name, names.Catalogue),
        names => names.Catalogue.Units.Select(unit => unit.Name)
    );

    private static readonly Kind<Part> Blocks = Say.Part(
        "blocks",
        Key("counts", Say.Field(BearersOf.Acts("of"), FieldKind.Quantity)).Needed(),
        Key("from", Say.Quantity, "below it nothing counts").Needed(),
        Key("size", Say.Quantity).Needed(),
        Key("counted", Say.One(("started", true), ("completed", false)), "which blocks count")
            .Needed()
    );

    private static readonly Kind<Part> Message = Say.Part(
        "message",
        Key("single", Say.Quantity, "characters of a single part").Needed(),
        Key("several", Say.Quantity, "of each of several").Needed(),
        Key("unicode-single", Say.Quantity, "UTF-16 units outside the GSM 7-bit alphabet").Needed(),
        Key("unicode-several", Say.Quantity).Needed(),
        Key(
                "counted",
                Say.One(("carrier", false), ("as written", true)),
                "by the carrier's encoding"
            )
            .Needed(),
        Key(
            "text",
            Say.Field(BearersOf.Acts("of"), FieldKind.Message),
            "default: the field `text`"
        ),
        Key(
            "characters",
            Say.Field(BearersOf.Acts("of"), FieldKind.Quantity),
            "default: `characters`"
        ),
        Key("encoding", Say.Field(BearersOf.Acts("of"), FieldKind.Choice), "default: `encoding`"),
        Key("segments", Say.Field(BearersOf.Acts("of"), FieldKind.Quantity), "default: `segments`")
    );

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            new Shape(
                "meter",
                "Counts or sums acts over a window, for the account or for each value of a field.",
                Name,
                Key("of", Say.Selectors, "the acts"),
                Key("from", Say.Word("conversions"), "a usage currency: what `convert` says"),
                Key("where", Say.Where("of"), "conditions on all of them"),
                Key(
                    "counts",
                    Counts,
                    "default: the type's own quantity, else 1; `events`: 1; `acts`: the field `count`, else 1"
                ),
                Key(
                    "distinct",
                    Say.Field(BearersOf.Acts("of")),
                    "only the first act of each value in the window counts"
                ),
                Key("per", Say.Field(BearersOf.Acts("of")), "a count for each value"),
                Key("within", Within, "the window; a duration rolls").Needed(),
                Key("needs", Say.AddOn, "without it nothing counts"),
                Key("when", Say.Circumstances, "any of them holds at the act"),
                Key("unless", Say.Circumstances, "none of them holds at the act"),
                Key("each-rounded", EachRounded, "up to which each act is rounded"),
                Key(
                    "unit",
                    UnitName,
                    "default: that of what is counted, else of the first amount that speaks of it"
                )
            )
            {
                ExactlyOne = ["of", "from"],
                AtMostOne = ["needs", "when"],
            }
        ),
        Part(
            new Shape(
                "convert",
                "Turns acts into a usage currency.",
                Key("to", Say.Meter, "the currency's meter").Needed(),
                Key("of", Say.Selectors).Needed(),
                Key("where", Say.Where("of")),
                Key("costs", Say.Quantity, "each act, block or part").Needed(),
                Key("blocks", Blocks, "blocks of a quantity"),
                Key("message", Message, "the parts in which a text travels")
            )
            {
                AtMostOne = ["blocks", "message"],
            }
        ),
        Part(
            "stock",
            "What is there at a moment: the open things of a kind.",
            Name,
            Key("of", Say.Thing).Needed(),
            Key("where", new Kinds.WhereKind(BearersOf.Thing("of")), "on what is kept of it"),
            Key(
                    "counts",
                    Say.Either(
                        Say.Word("things"),
                        Say.Field(BearersOf.Thing("of"), FieldKind.Quantity)
                    ),
                    "a kept quantity, or `things`"
                )
                .Needed(),
            Key("unit", UnitName, "default: that of what is counted")
        ),
        Part(
            "weigh",
            "Counts things in a condition less than fully.",
            Key("of", Say.Stock),
            Key("where", new Kinds.WhereKind(BearersOf.Stock("of")), "one condition").Needed(),
            Key("as", Say.Share).Needed()
        ),
        Part(
            "hold",
            "A share that counts on for a time once a thing came into a condition, though it left it.",
            Key("of", Say.Stock),
            Key("where", new Kinds.WhereKind(BearersOf.Stock("of")), "one condition, as in `weigh`")
                .Needed(),
            Key("for", Say.Period, "months are calendar months in the account's zone").Needed()
        ),
        Part(
            "balance",
            "Creations less deletions, never below zero.",
            Name,
            Key("adds", Say.Selectors).Needed(),
            Key("takes", Say.Selectors).Needed(),
            Key("per", Say.Field(BearersOf.Acts("adds", "takes")), "a balance for each value"),
            Key("unit", UnitName)
        ),
        Part(
            "ratio",
            "One flow over another in the same window.",
            Name,
            Key("of", Say.Selectors, "the part").Needed(),
            Key("to", Say.Selectors, "the whole").Needed(),
            Key(
                "counts",
                Say.Either(
                    Say.Word("events", "acts"),
                    Say.Field(BearersOf.Acts("of", "to"), FieldKind.Quantity)
                ),
                "as in `meter`"
            ),
            Key("within", Within).Needed(),
            Key("judged-at", Say.Selectors, "judged at these too, besides what it counts")
        ),
        Part(
            "state",
            "A condition that events open and close, for each value of a field.",
            Key("name", Say.Text("name")).Needed(),
            Key("opens", Say.Selectors).Needed(),
            Key("closes", Say.Selectors),
            Key(
                "of",
                Say.Field(BearersOf.Acts("opens", "closes"), FieldKind.Text),
                "left out: the account"
            ),
            Key("lasts", Say.Span, "after the last opening; left out: until closed"),
            Key(
                "to",
                Say.One(("the hour", false), ("end of day", true)),
                "what the duration ends at"
            )
        ),
    ];
}
