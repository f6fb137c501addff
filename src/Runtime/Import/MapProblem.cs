namespace Evenhand.Runtime.Import;

/// <summary>Something wrong in a mapping file, where it is, and what would be right.</summary>
public readonly record struct MapProblem(string File, Position At, string Message)
{
    public override string ToString() => $"{File}:{At.Line}:{At.Column}: {Message}";
}
