namespace Evenhand.Import;

/// <summary>
/// A row that gives no event, and why. <c>Line</c> counts the lines of the file from 1; a row that runs over several lines has the first one's.
/// </summary>
public readonly record struct Rejection(string File, long Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
