namespace Evenhand.Wire;

/// <summary>A person to be added, or what is to change of one.</summary>
public sealed record PersonQuestion
{
    /// <summary>The id, by which records tell what the person did; given once and for ever. Where one changes it stands in the address.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is written to.</summary>
    public string? Email { get; init; }

    /// <summary>What it may do: of read, reviewer, operator, billing and admin.</summary>
    public IReadOnlyList<KeyRole>? Roles { get; init; }

    /// <summary>From when on; absent: from now on. Only where one is added.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before when.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Somebody who acts.</summary>
public sealed record PersonView
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is written to; absent where that is not known.</summary>
    public string? Email { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<KeyRole> Roles { get; init; }

    /// <summary>From when on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Before when; absent while that is not said.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ids of its keys that work.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
}

/// <summary>Those who act, and what nobody can do.</summary>
public sealed record PeoplePage
{
    /// <summary>All of them, by id, also those who have ended.</summary>
    public required IReadOnlyList<PersonView> Items { get; init; }

    /// <summary>What none of those who act now could do, in sentences; empty where nothing is missing.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
