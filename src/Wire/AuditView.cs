namespace Evenhand.Wire;

/// <summary>Something that somebody did to terms or money.</summary>
public sealed record AuditView
{
    /// <summary>When it was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose terms or money it changed; absent where it concerns no account.</summary>
    public string? Account { get; init; }

    /// <summary>What it was: the event's type, or a word such as <c>key.made</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event's source; absent where it was no event.</summary>
    public string? Source { get; init; }

    /// <summary>The event's id, or what else names it.</summary>
    public string? Id { get; init; }

    /// <summary>Who did it; absent for what was done before that was kept.</summary>
    public AuditedBy? By { get; init; }

    /// <summary>More about it, in words.</summary>
    public string? Detail { get; init; }
}

/// <summary>Who did something.</summary>
public sealed record AuditedBy
{
    /// <summary>The id of the key that was shown; absent where none was.</summary>
    public string? Key { get; init; }

    /// <summary>What people called the key then.</summary>
    public string? Name { get; init; }

    /// <summary>What the key could do then.</summary>
    public IReadOnlyList<KeyRole>? Roles { get; init; }

    /// <summary>The id of the person that the key belonged to; absent where it belonged to none.</summary>
    public string? Person { get; init; }

    /// <summary>How it was done where no key was shown, such as <c>command line</c>.</summary>
    public string? Via { get; init; }
}
