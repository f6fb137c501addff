using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>One word of a closed set.</summary>
/// <param name="choices">The words, and what each means.</param>
public sealed class ChoiceKind<T>(params ImmutableArray<(string Word, T Meaning)> choices)
    : ScalarKind<T>
    where T : notnull
{
    /// <summary>Words that texts of before may have, and no new one.</summary>
    private ImmutableArray<(string Word, T Meaning)> former = [];

    /// <summary>The words.</summary>
    public IEnumerable<string> Words => choices.Select(choice => choice.Word);

    /// <inheritdoc/>
    public override string Name => string.Join(" | ", Words.Select(word => $"`{word}`"));

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.OneOf(Words);

    /// <summary>The same kind, with words that are read in texts of before.</summary>
    public ChoiceKind<T> Formerly(params ImmutableArray<(string Word, T Meaning)> words) =>
        new(choices) { former = words };

    /// <inheritdoc/>
    public override IEnumerable<string>? InsteadOf(string word) =>
        former.Any(each => each.Word == word) ? Words : null;

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out T meaning)
    {
        foreach (var choice in choices.AddRange(former))
            if (choice.Word == scalar.Text)
            {
                meaning = choice.Meaning;
                return true;
            }
        meaning = default!;
        scope.Report.SayUnknown(scalar.At, "word", scalar.Text, Words);
        return false;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Variants(ScalarNode scalar, Scope scope) =>
        Words.Where(word => word != scalar.Text);
}
