namespace Evenhand.Runtime.Import;

/// <summary>A place in a mapping file; line and column count from 1.</summary>
public readonly record struct Position(long Line, long Column);
