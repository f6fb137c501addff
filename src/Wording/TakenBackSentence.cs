using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What an account is told of what it was told of before, and what was taken back.</summary>
public static class TakenBackSentence
{
    /// <summary>That a version to come was taken back.</summary>
    /// <param name="version">The version.</param>
    /// <param name="day">When it would have taken effect.</param>
    /// <param name="say">In which language.</param>
    public static string Of(string version, string day, Language say) =>
        say[
            "Version {0}, of which you were told that it takes effect on {1}, was taken back. What is in force for you stays so.",
            version,
            day
        ];

    /// <summary>That a step is off, of which the account was told, since the fold does not have it any more.</summary>
    /// <param name="step">The id of the step.</param>
    /// <param name="byVoid">Whether something was taken back; else something came late. Null where it was neither.</param>
    /// <param name="say">In which language.</param>
    public static string OfStep(string step, bool? byVoid, Language say) =>
        byVoid switch
        {
            true => say[
                "The step \"{0}\", of which you were told, is off: something that it rested on was taken back.",
                step
            ],
            false => say[
                "The step \"{0}\", of which you were told, is off: with what arrived later it would not have been taken.",
                step
            ],
            null => say[
                "The step \"{0}\", of which you were told, is off: what it rested on was corrected, and does not carry it any more.",
                step
            ],
        };
}
