using Evenhand.Core.Effects;

namespace Evenhand.Node.Stored;

/// <summary>Which step a series of what is told is of, and what of it was told.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="State">The state that was told, or <see cref="Gone"/>.</param>
internal readonly record struct StepSeries(string Step, string State)
{
    /// <summary>That a step is off, since a fold made anew does not have it.</summary>
    public const string Gone = "gone";

    private const string Announced = "announced";
    private const string Prefix = "step:";

    /// <summary>Whether it tells that the step is to come, or is in force.</summary>
    public bool Begins => State is Announced or "told" or "in-force";

    /// <summary>Whether it tells that the step is over.</summary>
    public bool Ends => State is "lifted" or "lapsed" or "withdrawn" or Gone;

    /// <summary>Whether its delivery starts the clock of the step: what is in force as it is told, such as a brake, needs none.</summary>
    public bool StartsClock => State == Announced;

    /// <summary>The series of a step that is off.</summary>
    public static string OfGone(string step) => Saying.SeriesOfStep(step, Gone);

    /// <summary>Reads a series; null where it is of no step. An id may have colons, a state has none.</summary>
    public static StepSeries? Read(string? series)
    {
        if (series is null || !series.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var end = series.LastIndexOf(':');
        return end < Prefix.Length ? null : new(series[Prefix.Length..end], series[(end + 1)..]);
    }
}
