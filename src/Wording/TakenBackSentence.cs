namespace Evenhand.Wording;

/// <summary>What an account is told of a version to come that was taken back.</summary>
public static class TakenBackSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="version">The version.</param>
    /// <param name="day">When it would have taken effect.</param>
    public static string Of(string version, string day) =>
        $"Version {version}, of which you were told that it takes effect on {day}, was taken back. What is in force for you stays so.";
}
