namespace Evenhand.Wire;

/// <summary>A target of an account's own to which what it stores is copied, as it stands. Nothing by which it is entered is part of it.</summary>
public sealed record TargetItem
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Target { get; init; }

    /// <summary>Its kind; absent where it was activated and nobody said how it is reached.</summary>
    public string? Kind { get; init; }

    /// <summary>What was said of it, but for secrets, by the names of its kind's terms.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Whether what is stored now is copied there.</summary>
    public required bool Active { get; init; }

    /// <summary>True where a rule deletes nothing of that before it is there.</summary>
    public bool? BeforeDelete { get; init; }

    /// <summary>How many copies are to be made there.</summary>
    public required int Due { get; init; }

    /// <summary>How many were made there, of what is stored still.</summary>
    public required int Done { get; init; }

    /// <summary>What is wrong with it; absent where nothing is known of.</summary>
    public TargetFailure? Failing { get; init; }

    /// <summary>When it was set; absent where it was not.</summary>
    public DateTimeOffset? Set { get; init; }
}

/// <summary>What is wrong with a target.</summary>
public sealed record TargetFailure
{
    /// <summary>By what helps: <c>away</c>, <c>busy</c>, <c>stranger</c>, <c>private</c>, <c>refused</c>, <c>expired</c>, <c>forbidden</c>, <c>full</c>, <c>altered</c> or <c>taken</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>In words, for whoever set it up.</summary>
    public required string Why { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>What a target is to be.</summary>
public sealed record TargetQuestion
{
    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What is said of it, by the names of its kind's terms.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>How it is entered, likewise. It is sealed, and told nobody again; a target that is set anew needs it anew.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>Whether what is stored from now on is copied there; left out: yes.</summary>
    public bool? Active { get; init; }

    /// <summary>Whether a rule deletes nothing of that before it is there; left out: no.</summary>
    public bool? BeforeDelete { get; init; }

    /// <summary>No secret is part of what is written of it.</summary>
    public override string ToString() => Kind;
}

/// <summary>What came of a trial of a target.</summary>
public sealed record TargetTrialItem
{
    /// <summary>Whether a copy could be made there, and deleted again.</summary>
    public required bool Well { get; init; }

    /// <summary>What is wrong, by what helps; absent where nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>The same in words, for whoever set it up.</summary>
    public string? Detail { get; init; }
}

/// <summary>A kind of target that an account may have.</summary>
public sealed record TargetKindItem
{
    /// <summary>Its name.</summary>
    public required string Kind { get; init; }

    /// <summary>What is asked of whoever sets one up, in order.</summary>
    public required IReadOnlyList<TargetTermItem> Terms { get; init; }
}

/// <summary>Something that is said of a target.</summary>
public sealed record TargetTermItem
{
    /// <summary>Its name.</summary>
    public required string Term { get; init; }

    /// <summary>What it is.</summary>
    public required string Meaning { get; init; }

    /// <summary><c>word</c>: one line; <c>port</c>: 1 to 65535; <c>address</c>: of HTTP; <c>text</c>: several lines.</summary>
    public required string Form { get; init; }

    /// <summary>Whether it has to be said.</summary>
    public required bool Needed { get; init; }

    /// <summary>Whether it is kept sealed, and belongs among the secrets.</summary>
    public required bool Secret { get; init; }
}

/// <summary>A copy of a stored thing at a target.</summary>
public sealed record OffloadItem
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>The name of the thing.</summary>
    public required string Object { get; init; }

    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary><c>due</c>; <c>failed</c>: it could not be made, and is tried again; <c>done</c>; <c>quarantined</c>: it is made once its thing is out; <c>dropped</c>.</summary>
    public required string State { get; init; }

    /// <summary>When the thing was stored.</summary>
    public required DateTimeOffset Stored { get; init; }

    /// <summary>Why it waits; absent where nothing stands in the way.</summary>
    public string? Why { get; init; }

    /// <summary>When it is tried next; absent where it is not, or at once.</summary>
    public DateTimeOffset? Next { get; init; }
}
