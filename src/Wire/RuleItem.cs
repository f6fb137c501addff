namespace Evenhand.Wire;

/// <summary>A rule that an account may set for its stored things of a class, as it stands.</summary>
public sealed record RuleItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary><c>retention</c>: they are deleted; <c>lifecycle</c>: they move to cold storage.</summary>
    public required string Rule { get; init; }

    /// <summary>The class of things.</summary>
    public required string Class { get; init; }

    /// <summary>After how many days of 24 hours; absent where none is set.</summary>
    public long? After { get; init; }
}

/// <summary>What an account wants a rule to be.</summary>
public sealed record RuleQuestion
{
    /// <summary>After how many days of 24 hours it acts, from 1; null for no rule.</summary>
    public long? After { get; init; }

    /// <summary>That what it deletes at once may be.</summary>
    public bool? Confirmed { get; init; }
}

/// <summary>A rule of which somebody wants to know what it would do.</summary>
public sealed record RulePreviewQuestion
{
    /// <summary><c>retention</c> or <c>lifecycle</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The class of things.</summary>
    public required string Class { get; init; }

    /// <summary>After how many days of 24 hours it acts, from 1.</summary>
    public required long After { get; init; }
}

/// <summary>What a rule would delete, or move, at once.</summary>
public sealed record RulePreviewItem
{
    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The class of things.</summary>
    public required string Class { get; init; }

    /// <summary>After how many days it acts.</summary>
    public required long After { get; init; }

    /// <summary>How many things it would take at once.</summary>
    public required int Things { get; init; }

    /// <summary>How large they are together, in bytes, a whole decimal number.</summary>
    public required string Bytes { get; init; }

    /// <summary>When the oldest of them was stored; absent where there are none.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>How many others it would take as soon as nothing keeps them any more.</summary>
    public required int Kept { get; init; }
}
