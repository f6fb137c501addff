namespace Evenhand.Core.Policy;

/// <summary>How requests for exceptions are answered.</summary>
/// <param name="AnsweredWithin">In which time; null where nothing is promised.</param>
/// <param name="ElseGranted">Whether what was not answered in time is granted; else it is refused.</param>
public sealed record Requests(TimeSpan? AnsweredWithin, bool ElseGranted)
{
    /// <summary>Nothing is promised.</summary>
    public static readonly Requests Unpromised = new(null, false);
}
