namespace Evenhand.Cli;

/// <summary>What was asked of <c>evenhand import</c>. Exactly one of <c>Map</c> and <c>Fx</c> is given; <c>Files</c> go with <c>Map</c>.</summary>
public sealed record ImportArguments
{
    public string? Map { get; init; }
    public IReadOnlyList<string> Files { get; init; } = [];
    public IReadOnlyList<string> Fx { get; init; } = [];
    public string? Published { get; init; }
    public bool Strict { get; init; }
    public bool DryRun { get; init; }
    public long? Limit { get; init; }
    public string? Shift { get; init; }
    public string? Account { get; init; }
    public string? Source { get; init; }
    public string? AsCorrection { get; init; }
    public int? Round { get; init; }
}
