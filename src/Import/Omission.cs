namespace Evenhand.Import;

/// <summary>A row that is left out as the map says, and why; rows left out for the same reason have the same one.</summary>
public readonly record struct Omission(string File, long Line, string Reason);
