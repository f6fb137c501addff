using Evenhand.Languages;
using Evenhand.Wire;

namespace Evenhand.Pages.Accounts;

/// <summary>Steps of a ladder in words.</summary>
public static class StepWords
{
    /// <summary>Where an account stands.</summary>
    public static string Standing(StepKind kind) => Standing(kind, Language.English);

    /// <summary>Where an account stands, in a language.</summary>
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

    /// <summary>What a person does who proposes it.</summary>
    public static string Verb(StepKind kind) =>
        kind switch
        {
            StepKind.Advised => "Advise",
            StepKind.Warned => "Warn",
            StepKind.Throttled => "Slow down",
            StepKind.Charged => "Charge for more",
            StepKind.Suspended => "Suspend",
            StepKind.Terminated => "End the contract",
            _ => Standing(kind),
        };

    /// <summary>What it does once it is in force.</summary>
    public static string Effect(StepKind kind) =>
        kind switch
        {
            StepKind.Advised or StepKind.Warned => "It tells the account, and stops nothing.",
            StepKind.Throttled =>
                "While it is in force, what goes beyond the printed figure is refused.",
            StepKind.Charged =>
                "While it is in force, what goes beyond the printed figure is billed at the price below.",
            StepKind.Suspended =>
                "While it is in force, acts are refused; reading, export and appeal stay open.",
            StepKind.Terminated => "When it comes into force the contract ends.",
            _ => "",
        };

    /// <summary>Its word on the wire.</summary>
    public static string Wire(StepKind kind) =>
#pragma warning disable CA1308 // The words of the wire are in lower case.
        kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>So many seconds in whole days or hours: <c>14 days</c>.</summary>
    public static string Span(long seconds) =>
        seconds % Day == 0
            ? Notation.Counted.Of(seconds / Day, "day")
            : Notation.Counted.Of((seconds + Hour - 1) / Hour, "hour");

    private const long Day = 86_400;
    private const long Hour = 3_600;
}
