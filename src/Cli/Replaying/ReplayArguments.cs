using Evenhand.Core.Time;

namespace Evenhand.Cli.Replaying;

/// <summary>What <c>evenhand replay</c> was asked to do.</summary>
public sealed record ReplayArguments
{
    /// <summary>The files, in their order; <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The folder of policies; null for the usual one.</summary>
    public DirectoryInfo? Policies { get; init; }

    /// <summary>Events at or after this instant are ignored; null: just after the last event.</summary>
    public Moment? Until { get; init; }

    /// <summary>Where records of what was rejected go; null for nowhere.</summary>
    public FileInfo? Report { get; init; }

    /// <summary>Whether there is no result if anything was rejected.</summary>
    public bool Strict { get; init; }
}
