namespace Evenhand.Runtime.Sampling.Profiles;

/// <summary>Something wrong in a profile, with its place: line and column count from 1.</summary>
public sealed record ProfileError(string File, long Line, long Column, string Message)
{
    /// <summary>FILE:LINE:COLUMN: message</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
