using Evenhand.Languages;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Steps of a ladder in words.</summary>
public static class StepWords
{
    /// <summary>Where an account stands.</summary>
    public static string Standing(StepKind kind, Language say) =>
        kind switch
        {
            StepKind.Good => say["Good standing"],
            StepKind.Advised => say["Advised"],
            StepKind.Warned => say["Warned"],
            StepKind.Restricted => say["Restricted"],
            StepKind.Throttled => say["Slowed down"],
            StepKind.Charged => say["Charged for more"],
            StepKind.Suspended => say["Suspended"],
            _ => say["Ended"],
        };

    /// <summary>Where an account stands, of its word on the wire.</summary>
    public static string Standing(string word, Language say) =>
        word switch
        {
            "active" => Standing(StepKind.Good, say),
            "parked" => say["Set aside"],
            "unopened" => say["Not opened yet"],
            "ended" => Standing(StepKind.Terminated, say),
            _ => Enum.TryParse<StepKind>(word, ignoreCase: true, out var kind)
                ? Standing(kind, say)
                : word,
        };

    /// <summary>What a person does who proposes it.</summary>
    public static string Verb(StepKind kind, Language say) =>
        kind switch
        {
            StepKind.Advised => say["Advise"],
            StepKind.Warned => say["Warn"],
            StepKind.Throttled => say["Slow down"],
            StepKind.Charged => say["Charge for more"],
            StepKind.Suspended => say["Suspend"],
            StepKind.Terminated => say["End the contract"],
            _ => Standing(kind, say),
        };

    /// <summary>What it does once it is in force.</summary>
    public static string Effect(StepKind kind, Language say) =>
        kind switch
        {
            StepKind.Advised or StepKind.Warned => say["It tells the account, and stops nothing."],
            StepKind.Throttled => say[
                "While it is in force, what goes beyond the printed figure is refused."
            ],
            StepKind.Charged => say[
                "While it is in force, what goes beyond the printed figure is billed at the price below."
            ],
            StepKind.Suspended => say[
                "While it is in force, acts are refused; reading, export and appeal stay open."
            ],
            StepKind.Terminated => say["When it comes into force the contract ends."],
            _ => "",
        };

    /// <summary>Its word on the wire.</summary>
    public static string Wire(StepKind kind) =>
#pragma warning disable CA1308 // The words of the wire are in lower case.
        kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>So many seconds in whole days or hours: <c>14 days</c>.</summary>
    public static string Span(long seconds, Language say) =>
        seconds % Day == 0
            ? say.Count(seconds / Day, "{0} day|{0} days")
            : say.Count((seconds + Hour - 1) / Hour, "{0} hour|{0} hours");

    private const long Day = 86_400;
    private const long Hour = 3_600;
}
