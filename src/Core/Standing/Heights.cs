using Evenhand.Core.Policy;

namespace Evenhand.Core.Standing;

/// <summary>How high steps stand.</summary>
internal static class Heights
{
    /// <summary>The height of a kind: throttling and charging stand beside each other.</summary>
    public static int Of(StepKind kind) =>
        kind switch
        {
            StepKind.Good => 0,
            StepKind.Advised => 1,
            StepKind.Warned => 2,
            StepKind.Restricted or StepKind.Throttled or StepKind.Charged => 3,
            StepKind.Suspended => 4,
            StepKind.Terminated => 5,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of step"),
        };

    /// <summary>The kind of a word of the wire; null where it is none, or <c>good</c>, which no step leads to.</summary>
    public static StepKind? Named(string word) =>
        word switch
        {
            "advised" => StepKind.Advised,
            "warned" => StepKind.Warned,
            "throttled" => StepKind.Throttled,
            "charged" => StepKind.Charged,
            "suspended" => StepKind.Suspended,
            "terminated" => StepKind.Terminated,
            _ => null,
        };

    /// <summary>The word of a kind.</summary>
    public static string Word(StepKind kind) =>
        kind switch
        {
            StepKind.Good => "good",
            StepKind.Advised => "advised",
            StepKind.Warned => "warned",
            StepKind.Restricted => "restricted",
            StepKind.Throttled => "throttled",
            StepKind.Charged => "charged",
            StepKind.Suspended => "suspended",
            StepKind.Terminated => "terminated",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of step"),
        };
}
