using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Vault;

/// <summary>A target of an account's copies as it stands. No secret is part of it.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name.</param>
public sealed record TargetFigures(AccountId Account, string Name)
{
    /// <summary>Its kind; null where it was activated and nobody said how it is reached.</summary>
    public string? Kind { get; init; }

    /// <summary>What was said of it, but for secrets.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether what is stored now is copied there.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether a rule deletes nothing of what is stored now before it is there.</summary>
    public bool IsBeforeDelete { get; init; }

    /// <summary>How many copies are to be made there.</summary>
    public int Due { get; init; }

    /// <summary>How many were made there of what is stored.</summary>
    public int Done { get; init; }

    /// <summary>What is wrong with it, by what helps, and in words; null where nothing is known of.</summary>
    public (string Fault, string Why, Moment Since)? Failing { get; init; }

    /// <summary>When it was set; null where it was not.</summary>
    public Moment? Set { get; init; }

    /// <summary>Who set it.</summary>
    public Doer? By { get; init; }
}

/// <summary>What a target is to be.</summary>
/// <param name="Name">Its name: 1 to 64 small letters, digits, dashes, dots and underscores.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Settings">What is said of it.</param>
/// <param name="Secrets">How it is entered.</param>
public sealed record TargetOrder(
    string Name,
    string Kind,
    ImmutableSortedDictionary<string, string> Settings,
    ImmutableSortedDictionary<string, string> Secrets
)
{
    /// <summary>Whether what is stored from now on is copied there.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether a rule deletes nothing of that before it is there.</summary>
    public bool IsBeforeDelete { get; init; }

    /// <summary>No secret is part of what is written of it.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>What came of a trial of a target.</summary>
/// <param name="Fault">What is wrong, by what helps; null where copies can be made there.</param>
/// <param name="Detail">The same in words, for whoever set it up.</param>
public sealed record TargetTrial(string? Fault, string? Detail);

/// <summary>A copy of a stored thing at a target.</summary>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="State"><c>due</c>, <c>failed</c> once it could not be made and is tried again, <c>done</c>, <c>quarantined</c> or <c>dropped</c>.</param>
/// <param name="Stored">When the thing was stored.</param>
public sealed record OffloadFigures(string Thing, string Target, string State, Moment Stored)
{
    /// <summary>The states.</summary>
    public static readonly IReadOnlyList<string> States =
    [
        "due",
        "failed",
        "done",
        "quarantined",
        "dropped",
    ];

    /// <summary>Why it waits; null where nothing stands in the way.</summary>
    public string? Why { get; init; }

    /// <summary>When it is tried next; null where it is not.</summary>
    public Moment? Next { get; init; }
}
