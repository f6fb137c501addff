using System.Collections.Immutable;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Comparing;

/// <summary>Which way a parameter leans.</summary>
public abstract record Direction
{
    /// <summary>A larger number is better for the customer.</summary>
    public sealed record More : Direction;

    /// <summary>A smaller number is better for the customer.</summary>
    public sealed record Less : Direction;

    /// <summary>A deadline: an earlier one is better where the vendor has to keep it, a later one where the customer has to.</summary>
    public sealed record SoonerByVendor : Direction;

    /// <summary>A time ahead: a longer one is better where the vendor has to keep it, a shorter one where the customer has to.</summary>
    public sealed record EarlierByVendor : Direction;

    /// <summary>Words from the worst for the customer to the best; one that is not among them is unclear.</summary>
    public sealed record Ranked(ImmutableArray<string> WorstFirst) : Direction;

    /// <summary>Words that bind nobody.</summary>
    public sealed record WordsOnly : Direction;

    /// <summary>Nobody has said.</summary>
    public sealed record Unknown : Direction;
}

/// <summary>The directions of the vocabulary, as data: a row for each parameter that leans.</summary>
public static class Directions
{
    private static readonly Direction More = new Direction.More();
    private static readonly Direction Less = new Direction.Less();
    private static readonly Direction Words = new Direction.WordsOnly();
    private static readonly Direction Unknown = new Direction.Unknown();
    private static readonly Direction Outcome = Ranked("deny", "warn", "allow");
    private static readonly Direction Case = Ranked("case", "nothing");

    private static readonly Dictionary<(string Shape, string Key), Direction> Keys = new()
    {
        [("the front matter", "policy")] = Words,
        [("the front matter", "version")] = Words,
        [("the front matter", "effective")] = Words,
        [("the front matter", "supersedes")] = Words,
        [("the front matter", "contact")] = Words,
        [("notice", "adverse")] = More,
        [("notice", "editorial")] = More,
        [("notice", "charge")] = More,
        [("exceptions", "granted")] = Ranked("beforehand", "any time"),
        [("exceptions", "usage")] = Ranked("counted", "excluded"),
        [("exceptions", "answered-within")] = Less,
        [("exceptions", "else")] = Ranked("refused", "granted"),
        [("a rule", "because")] = Words,
        [("a rule", "see")] = Words,
        [("allowance", "amount")] = More,
        [("places", "add-ons")] = More,
        [("limit", "amount")] = More,
        [("limit", "passed")] = Ranked("reached", "above"),
        [("limit", "averaged-over")] = More,
        [("limit", "at-least")] = More,
        [("limit", "gate")] = Outcome,
        [("limit", "opens")] = Case,
        [("bucket", "rate")] = More,
        [("bucket", "holds")] = More,
        [("bucket", "gate")] = Outcome,
        [("concurrency", "amount")] = More,
        [("act", "at-most")] = More,
        [("fits", "within")] = More,
        [("act", "gate")] = Outcome,
        [("act", "opens")] = Case,
        [("act", "tells")] = Ranked("no", "yes"),
        [("gate", "says")] = Words,
        [("acts", "answer")] = Outcome,
        [("cap", "lifted-by")] = Ranked("nothing", "upgrade"),
        [("repeat", "times")] = More,
        [("repeat", "within")] = Ranked("ever", "cycle"),
        [("charge", "price")] = Less,
        [("charge", "for")] = More,
        [("charge", "taken")] = Ranked("touched", "peak", "average"),
        [("charge", "partial")] = Ranked("started", "pro rata"),
        [("charge", "repeats")] = Ranked("each cycle", "once"),
        [("charge", "status")] = Ranked("due", "proposed"),
        [("pass-through", "status")] = Ranked("due", "proposed"),
        [("notify", "summary")] = Ranked("none", "cycle end"),
        [("convert", "costs")] = Less,
        [("blocks", "from")] = More,
        [("blocks", "size")] = More,
        [("blocks", "counted")] = Ranked("started", "completed"),
        [("message", "single")] = More,
        [("message", "several")] = More,
        [("message", "unicode-single")] = More,
        [("message", "unicode-several")] = More,
        [("weigh", "as")] = Less,
        [("hold", "for")] = Less,
        [("end", "keeps")] = More,
        [("export", "within")] = More,
        [("typical", "times")] = More,
        [("typical", "at-least")] = More,
        [("judge", "floor")] = More,
        [("a step", "notice")] = More,
        [("a step", "by")] = Ranked("anyone", "person"),
        // Whatever must have been in force before is one more chance to mend it.
        [("a step", "needs")] = Ranked(
            "good",
            "advised",
            "warned",
            "restricted",
            "throttled",
            "charged",
            "suspended"
        ),
        [("a step", "approval")] = Ranked("none", "second person"),
        [("a step", "lasts")] = Less,
        [("a step", "with")] = Words,
        [("ladder", "falls-back-after")] = Less,
        [("appeal", "within")] = More,
        [("appeal", "decided-within")] = Less,
        [("duty", "within")] = new Direction.SoonerByVendor(),
        [("duty", "before")] = new Direction.EarlierByVendor(),
        [("vault", "retrieval-within")] = Less,
        [("amend", "notice")] = More,
    };

    // What a part does to the customer by being there.
    private static readonly Dictionary<string, Leaning> Parts = new()
    {
        ["allowance"] = Leaning.Favourable,
        ["free"] = Leaning.Favourable,
        ["exempt"] = Leaning.Favourable,
        ["weigh"] = Leaning.Favourable,
        ["cap"] = Leaning.Favourable,
        ["notify"] = Leaning.Favourable,
        ["end"] = Leaning.Favourable,
        ["export"] = Leaning.Favourable,
        ["vault"] = Leaning.Favourable,
        ["limit"] = Leaning.Adverse,
        ["bucket"] = Leaning.Adverse,
        ["act"] = Leaning.Adverse,
        ["gate"] = Leaning.Adverse,
        ["repeat"] = Leaning.Adverse,
        ["report"] = Leaning.Adverse,
        ["charge"] = Leaning.Adverse,
        ["pass-through"] = Leaning.Adverse,
        ["convert"] = Leaning.Adverse,
        ["hold"] = Leaning.Adverse,
        ["pause"] = Leaning.Adverse,
        ["judge"] = Leaning.Adverse,
        ["ladder"] = Leaning.Adverse,
        ["concurrency"] = Leaning.Adverse,
        // Counting charges and refuses nothing by itself; what is held against the count says so.
        ["meter"] = Leaning.Editorial,
        ["stock"] = Leaning.Editorial,
        ["balance"] = Leaning.Editorial,
        ["ratio"] = Leaning.Editorial,
        ["state"] = Leaning.Editorial,
        ["none"] = Leaning.Editorial,
        ["because"] = Leaning.Editorial,
        ["see"] = Leaning.Editorial,
    };

    /// <summary>Which way a key of a shape leans.</summary>
    public static Direction Of(string shape, string key) =>
        Keys.GetValueOrDefault((shape, key), Unknown);

    /// <summary>What it means that a part of a rule is there.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="value">What was written of it.</param>
    public static Leaning OfPart(string part, Node value) =>
        (part, Yaml.Word((value as MapNode)?[part == "duty" ? "of" : "amount"])) switch
        {
            ("duty", "vendor") => Leaning.Favourable,
            ("duty", "customer") => Leaning.Adverse,
            ("concurrency", "none") => Leaning.Editorial,
            _ => Parts.GetValueOrDefault(part, Leaning.Unclear),
        };

    /// <summary>What the opposite of a change means.</summary>
    public static Leaning Opposite(Leaning leaning) =>
        leaning switch
        {
            Leaning.Favourable => Leaning.Adverse,
            Leaning.Adverse => Leaning.Favourable,
            _ => leaning,
        };

    /// <summary>The rows of the table, for the tests that hold it against the vocabulary.</summary>
    public static IEnumerable<(string Shape, string Key)> Rows => Keys.Keys;

    private static Direction.Ranked Ranked(params ImmutableArray<string> worstFirst) =>
        new(worstFirst);
}
