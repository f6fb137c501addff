namespace Evenhand.Cli;

/// <summary>What was asked of <c>evenhand import</c>. Exactly one of <c>Map</c> and <c>Fx</c> is given; <c>File</c> goes with <c>Map</c>.</summary>
public sealed record ImportArguments
{
    public string? Map { get; init; }
    public string? File { get; init; }
    public string? Fx { get; init; }
    public bool Strict { get; init; }
    public long? Limit { get; init; }
    public string? Shift { get; init; }
    public string? Account { get; init; }
    public string? Source { get; init; }
}
