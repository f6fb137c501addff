using Evenhand.Wire;

namespace Evenhand.Pages.Portal;

/// <summary>What an account sets for itself, and what came of it.</summary>
public sealed record LimitSheet
{
    /// <summary>The name of the limit that it may set; null where the policy has none.</summary>
    public string? Name { get; init; }

    /// <summary>The unit of the amount, in the plural.</summary>
    public string Units { get; init; } = "";

    /// <summary>How it is set, a decimal string; null while it is not.</summary>
    public string? Amount { get; init; }

    /// <summary>Whether it is reached.</summary>
    public bool IsReached { get; init; }

    /// <summary>The automations that are paused.</summary>
    public IReadOnlyList<string> Paused { get; init; } = [];

    /// <summary>Who is told by mail.</summary>
    public IReadOnlyList<RecipientView> Recipients { get; init; } = [];
}
