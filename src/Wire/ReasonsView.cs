namespace Evenhand.Wire;

/// <summary>
/// The statement of reasons of a step, as it was made when the account was told; it is never changed. Where the step is taken again on
/// other facts, another one follows it, and both are kept.
/// </summary>
public sealed record ReasonsView
{
    /// <summary>Always <c>reasons</c>.</summary>
    public string Kind { get; } = "reasons";

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of the step.</summary>
    public required string Step { get; init; }

    /// <summary>What it does.</summary>
    public required StepKind To { get; init; }

    /// <summary>Whether it is a brake: in force at once, to be kept by a second person or to lapse.</summary>
    public required bool Brake { get; init; }

    /// <summary>When the account was told.</summary>
    public required DateTimeOffset Announced { get; init; }

    /// <summary>What it means, in sentences.</summary>
    public required IReadOnlyList<string> Measure { get; init; }

    /// <summary>The acts that it suspends; absent where it is of the account as a whole.</summary>
    public IReadOnlyList<string>? Suspends { get; init; }

    /// <summary>The clauses beyond whose figures acts are denied; absent for other steps than throttling.</summary>
    public IReadOnlyList<string>? Throttles { get; init; }

    /// <summary>The price of a charge.</summary>
    public ReasonsPrice? Price { get; init; }

    /// <summary>From when it holds, in a sentence.</summary>
    public required string From { get; init; }

    /// <summary>Until when it holds, in sentences.</summary>
    public required IReadOnlyList<string> Until { get; init; }

    /// <summary>The clause that provides for it, as customers read it.</summary>
    public required ReasonsClause Clause { get; init; }

    /// <summary>The cases that it rests on, with their facts.</summary>
    public required IReadOnlyList<ReasonsCase> Cases { get; init; }

    /// <summary>Who decided it, in order.</summary>
    public required IReadOnlyList<ReasonsDeed> Decided { get; init; }

    /// <summary>Findings of other cases before it, by date.</summary>
    public required IReadOnlyList<ReasonsFinding> Earlier { get; init; }

    /// <summary>The lower steps, and why none of them was taken instead.</summary>
    public required IReadOnlyList<ReasonsMilder> Milder { get; init; }

    /// <summary>What is offered instead, in the policy's words.</summary>
    public string? Offers { get; init; }

    /// <summary>What mends it, in sentences.</summary>
    public required IReadOnlyList<string> Mends { get; init; }

    /// <summary>What lifts it, and when, in sentences.</summary>
    public required IReadOnlyList<string> Lifts { get; init; }

    /// <summary>How it is appealed, and until when.</summary>
    public required ReasonsAppeal Appeal { get; init; }

    /// <summary>SHA-256 of the JSON of one that was made before of the same step, which was taken again since; absent in the first.</summary>
    public string? Follows { get; init; }

    /// <summary>SHA-256 of the same statement as text and as a page, hexadecimal; absent in what these two are made of.</summary>
    public ReasonsForms? Forms { get; init; }
}

/// <summary>What goes beyond a figure is charged so.</summary>
public sealed record ReasonsPrice
{
    /// <summary>The slug of the clause.</summary>
    public required string Clause { get; init; }

    /// <summary>For how many units, a decimal string.</summary>
    public required string Per { get; init; }

    /// <summary>How much, a decimal string.</summary>
    public required string Amount { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }
}

/// <summary>A clause with its text.</summary>
public sealed record ReasonsClause
{
    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public required string ClauseUrl { get; init; }

    /// <summary>Its text as customers read it, with a blank line between paragraphs.</summary>
    public required string Text { get; init; }
}

/// <summary>A case that a step rests on.</summary>
public sealed record ReasonsCase
{
    /// <summary>The clause and the first local day of its cycle.</summary>
    public required string Case { get; init; }

    /// <summary>The clause that was not kept to.</summary>
    public required ReasonsClause Clause { get; init; }

    /// <summary>The first instant of the cycle that is judged.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>When the case was opened: the figures are those of then.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>What was met, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The evidence, by name.</summary>
    public required IReadOnlyDictionary<string, string> Figures { get; init; }

    /// <summary>The unit of the figures.</summary>
    public string? Unit { get; init; }

    /// <summary>What the figures are taken from, in a sentence.</summary>
    public required string Sample { get; init; }

    /// <summary>Where the events behind them are listed, from the server's root; the account's own key may read them.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Who established it, or <c>rule</c>; absent where nobody has yet.</summary>
    public string? FoundBy { get; init; }

    /// <summary>The roles that they had, or absent.</summary>
    public string? FoundByRoles { get; init; }

    /// <summary>When it was established.</summary>
    public DateTimeOffset? Found { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}

/// <summary>A hand that somebody had in a step.</summary>
public sealed record ReasonsDeed
{
    /// <summary>What was done: <c>proposed</c>, <c>approved</c>, <c>braked</c> or <c>changed</c>.</summary>
    public required string What { get; init; }

    /// <summary>The person's id, or <c>rule</c> for the system.</summary>
    public required string By { get; init; }

    /// <summary>The roles that the person had when the statement was made; absent for the system.</summary>
    public string? Roles { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Why, in their words; absent for the system.</summary>
    public string? Reason { get; init; }
}

/// <summary>A finding of another case before.</summary>
public sealed record ReasonsFinding
{
    /// <summary>The case.</summary>
    public required string Case { get; init; }

    /// <summary>The slug of its clause.</summary>
    public required string Clause { get; init; }

    /// <summary>When it was established.</summary>
    public required DateTimeOffset Found { get; init; }

    /// <summary>By whom, or <c>rule</c>.</summary>
    public required string By { get; init; }

    /// <summary>Whether it carries no step any more.</summary>
    public required bool Spent { get; init; }
}

/// <summary>A lower step of the ladder.</summary>
public sealed record ReasonsMilder
{
    /// <summary>The step.</summary>
    public required StepKind To { get; init; }

    /// <summary>The id of the latest of its kind that was in force; absent where none was.</summary>
    public string? Tried { get; init; }

    /// <summary>When that came into force.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Every condition that stands against it, in alphabetical order.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>Why it was not taken instead, in a sentence.</summary>
    public required string Because { get; init; }
}

/// <summary>How a step is appealed.</summary>
public sealed record ReasonsAppeal
{
    /// <summary>Before when.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>In how many seconds it is decided; else the step is taken back by itself.</summary>
    public required long DecidedWithinSeconds { get; init; }

    /// <summary>How, in sentences.</summary>
    public required IReadOnlyList<string> How { get; init; }
}

/// <summary>SHA-256 of the forms of a statement of reasons, hexadecimal: those in English, and in other languages.</summary>
public sealed record ReasonsForms
{
    /// <summary>Of the plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Of the page.</summary>
    public required string Html { get; init; }

    /// <summary>Of both in other languages, by the language's tag (BCP 47); absent in what was made before there were such.</summary>
    public IReadOnlyDictionary<string, ReasonsTranslated>? Languages { get; init; }
}

/// <summary>SHA-256 of a statement of reasons in another language than English, hexadecimal.</summary>
public sealed record ReasonsTranslated
{
    /// <summary>Of the plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Of the page.</summary>
    public required string Html { get; init; }
}

/// <summary>Where a statement of reasons is read.</summary>
public sealed record ReasonsLink
{
    /// <summary>Its address from the server's root; as JSON, text or a page, by Accept.</summary>
    public required string Url { get; init; }

    /// <summary>SHA-256 of its JSON, hexadecimal; that names the hashes of the other forms.</summary>
    public required string Sha256 { get; init; }
}
