namespace Evenhand.Wire;

/// <summary>How the machine's clock stands.</summary>
public sealed record ClockView
{
    /// <summary>The time that the server goes by.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the machine's clock shows.</summary>
    public required DateTimeOffset Clock { get; init; }

    /// <summary>Whether the machine's clock is followed; while it is not, what time drives waits.</summary>
    public required bool Followed { get; init; }

    /// <summary>Since when it is not followed; absent while it is.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why it is not followed; absent while it is.</summary>
    public string? Why { get; init; }
}
