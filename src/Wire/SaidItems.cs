namespace Evenhand.Wire;

/// <summary>That a person is to see to a case, or nobody.</summary>
public sealed record AssignmentQuestion
{
    /// <summary>Its id, so that the same, sent again, is as good as once; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>The person; absent for nobody.</summary>
    public string? Person { get; init; }
}

/// <summary>Something to be noted, or said as an answer.</summary>
public sealed record TextQuestion
{
    /// <summary>Its id, so that the same, sent again, is as good as once; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>What is said.</summary>
    public required string Text { get; init; }
}

/// <summary>A question of the account about a line, a decision or a notice, or a reply to a notice.</summary>
public sealed record AccountQuestion
{
    /// <summary>Its id, so that the same, sent again, is as good as once; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>A line: the slug of its clause; with the cycle.</summary>
    public string? Clause { get; init; }

    /// <summary>The first day of the line's cycle.</summary>
    public string? Cycle { get; init; }

    /// <summary>The id of a decision of the gate.</summary>
    public string? Decision { get; init; }

    /// <summary>The id of a notice.</summary>
    public string? Notice { get; init; }

    /// <summary>What it asks, or replies.</summary>
    public required string Text { get; init; }
}

/// <summary>Something that was said about an account.</summary>
public sealed record SaidItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Which sort: <c>assigned</c>, <c>noted</c>, <c>asked</c> or <c>answered</c>.</summary>
    public required string What { get; init; }

    /// <summary>The case, the question, or the clause or id that a question is about.</summary>
    public required string About { get; init; }

    /// <summary>Of a question: <c>line</c>, <c>decision</c> or <c>notice</c>.</summary>
    public string? Matter { get; init; }

    /// <summary>Of a question about a line: the first day of its cycle.</summary>
    public string? Cycle { get; init; }

    /// <summary>What was said; of an assignment the person, or empty.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The person; absent for the account.</summary>
    public string? By { get; init; }
}

/// <summary>Charges that are confirmed or let go together, for one reason.</summary>
public sealed record ChargesDecision
{
    /// <summary>What the ids of the single acts begin with, so that the same, sent again, is as good as once; made up where it is absent.</summary>
    public string? Id { get; init; }

    /// <summary>What is decided: <c>confirm</c> or <c>waive</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Why, in words that may be shown to the accounts.</summary>
    public required string Reason { get; init; }

    /// <summary>The lines, at most 500.</summary>
    public required IReadOnlyList<ChargeName> Lines { get; init; }
}

/// <summary>A line of a statement by its name.</summary>
public sealed record ChargeName
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The first day of the cycle.</summary>
    public required string Cycle { get; init; }

    /// <summary>The slug of the clause.</summary>
    public required string Clause { get; init; }
}

/// <summary>What became of each of several charges, in their order.</summary>
public sealed record ChargesAnswer
{
    /// <summary>What became of each.</summary>
    public required IReadOnlyList<ChargeAnswer> Items { get; init; }
}

/// <summary>What became of one charge.</summary>
public sealed record ChargeAnswer
{
    /// <summary>The act that was done; absent where it was not possible.</summary>
    public ActView? Done { get; init; }

    /// <summary>Why it was not possible; absent where it was done.</summary>
    public Problem? Problem { get; init; }
}
