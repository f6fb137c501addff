using Evenhand.Wire;

namespace Evenhand.Pages.Versions;

/// <summary>How a trial stands, in words and looks.</summary>
internal static class TrialText
{
    /// <summary>In words.</summary>
    public static string Words(TrialWord state) =>
        state switch
        {
            TrialWord.Waiting => "Waits for another",
            TrialWord.Running => "Under way",
            TrialWord.Done => "Done",
            TrialWord.Stopped => "Stopped",
            _ => "Broke off",
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
