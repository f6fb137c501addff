namespace Evenhand.Wording;

/// <summary>What an account is told of what it was told of before, and what was taken back.</summary>
public static class TakenBackSentence
{
    /// <summary>That a version to come was taken back.</summary>
    /// <param name="version">The version.</param>
    /// <param name="day">When it would have taken effect.</param>
    public static string Of(string version, string day) =>
        $"Version {version}, of which you were told that it takes effect on {day}, was taken back. What is in force for you stays so.";

    /// <summary>That a step is off, of which the account was told, since the fold does not have it any more.</summary>
    /// <param name="step">The id of the step.</param>
    /// <param name="byVoid">Whether something was taken back; else something came late. Null where it was neither.</param>
    public static string OfStep(string step, bool? byVoid) =>
        $"The step \"{step}\", of which you were told, is off: "
        + byVoid switch
        {
            true => "something that it rested on was taken back.",
            false => "with what arrived later it would not have been taken.",
            null => "what it rested on was corrected, and does not carry it any more.",
        };
}
