namespace Evenhand.Tests.Tidy;

/// <summary>One place that breaks a rule of the house: where, what, and what to do about it.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Line">From 1.</param>
internal sealed record Violation(string Path, int Line, string What, string Remedy)
{
    public override string ToString() => $"{Path}:{Line}: {What}. {Remedy}.";
}
