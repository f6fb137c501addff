using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>One word of a closed set, or else a value of another kind.</summary>
/// <param name="words">The words.</param>
/// <param name="other">What it is when it is none of them.</param>
public sealed class EitherKind<T>(ChoiceKind<T> words, Kind<T> other) : Kind<T>
    where T : notnull
{
    private const string Cycle = "cycle";

    /// <summary>What people write who mean the billing month.</summary>
    private static readonly string[] MeansCycle =
    [
        "month",
        "months",
        "monthly",
        "1 month",
        "one month",
        "billing month",
        "billing cycle",
        "calendar month",
        "period",
    ];

    /// <inheritdoc/>
    public override string Name => $"{words.Name} | {other.Name}";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Any(words.Schema(), other.Schema());

    /// <inheritdoc/>
    public override object? Resolve(Node node, Scope scope)
    {
        if (node is not ScalarNode scalar)
            return other.Resolve(node, scope);
        if (words.Words.Contains(scalar.Text))
            return words.Resolve(node, scope);
        if (!words.Words.Contains(Cycle) || !MeansCycle.Contains(scalar.Text.ToLowerInvariant()))
            return other.Resolve(node, scope);
        scope.Report.Say(
            scalar.At,
            $"{scalar.Sort} is no window: months are of different lengths",
            $"write `{Cycle}`, the account's billing month"
        );
        return null;
    }
}
