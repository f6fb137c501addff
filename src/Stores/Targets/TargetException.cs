namespace Evenhand.Stores.Targets;

/// <summary>What a target fails with, in words for whoever set it up; no secret is part of them.</summary>
/// <param name="kind">What is wrong.</param>
/// <param name="message">In words.</param>
/// <param name="cause">What it failed with.</param>
public sealed class TargetException(TargetFault kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>That something else lies under a name.</summary>
    internal static TargetException Taken(string name) =>
        new(TargetFault.Taken, $"something else lies under the name {name}");

    /// <summary>What is wrong.</summary>
    public TargetFault Kind => kind;

    /// <summary>How long it wants to be left alone; null where it did not say so.</summary>
    public TimeSpan? After { get; init; }
}
