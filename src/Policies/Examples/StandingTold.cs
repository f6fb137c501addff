using System.Collections.Immutable;
using System.Text.Json;
using Evenhand.Core.Effects;

namespace Evenhand.Policies.Examples;

/// <summary>What a run told of an account's standing, in the words of examples.</summary>
internal static class StandingTold
{
    public static ToldStanding Of(IEnumerable<Effect> effects)
    {
        var all = effects.ToList();
        var steps = all.OfType<StepChanged>().ToList();
        return new ToldStanding(
            [.. steps.Select(Step)],
            [.. all.OfType<AppealChanged>().Where(each => each.Outcome is not null).Select(Appeal)],
            [.. all.OfType<RequestChanged>().Select(Request)],
            [.. all.OfType<ActUnmet>().Select(each => (each.Id, Why(each.Unmet)))],
            steps.Count == 0 ? "good" : Word(steps[^1].Standing)
        );
    }

    private static ToldChange Step(StepChanged step) =>
        Change(
            step,
            ("step", step.Step),
            ("to", Word(step.To)),
            ("state", Word(step.State)),
            ("by", step.By),
            ("standing", Word(step.Standing))
        );

    private static ToldChange Appeal(AppealChanged appeal) =>
        Change(
            appeal,
            ("appeal", appeal.Appeal),
            ("outcome", Word(appeal.Outcome!.Value)),
            ("by", appeal.By ?? "")
        );

    private static ToldChange Request(RequestChanged request) =>
        Change(
            request,
            ("exception", request.Request),
            ("state", Word(request.State)),
            ("by", request.By ?? "")
        );

    private static ToldChange Change(Effect effect, params (string Key, string Word)[] words) =>
        new(effect.Time.Instant, words.ToImmutableDictionary(each => each.Key, each => each.Word));

    private static string Why(Unmet unmet) =>
        string.Join(
            ", ",
            Enum.GetValues<Unmet>()
                .Where(each => each != Unmet.None && unmet.HasFlag(each))
                .Select(each => Word(each))
                .Order(StringComparer.Ordinal)
        );

    /// <summary>The word of an enum as examples write it: <c>in force</c>.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');
}
