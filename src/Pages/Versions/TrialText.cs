using Evenhand.Languages;
using Evenhand.Wire;

namespace Evenhand.Pages.Versions;

/// <summary>How a trial stands, in words and looks.</summary>
internal static class TrialText
{
    /// <summary>In words.</summary>
    public static string Words(TrialWord state, Language say) =>
        state switch
        {
            TrialWord.Waiting => say["Waits for another"],
            TrialWord.Running => say["Under way"],
            TrialWord.Done => say["Done"],
            TrialWord.Stopped => say["Stopped"],
            _ => say["Broke off"],
        };

    /// <summary>The look of those words.</summary>
    public static string Look(TrialWord state) =>
        state switch
        {
            TrialWord.Done => "t-ok",
            TrialWord.Failed => "t-beyond",
            TrialWord.Stopped => "t-near",
            _ => "t-told",
        };
}
