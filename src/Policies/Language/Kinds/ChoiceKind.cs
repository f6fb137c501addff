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

    private string? hint;

    /// <summary>The words.</summary>
    public IEnumerable<string> Words => choices.Select(choice => choice.Word);

    /// <inheritdoc/>
    public override string Name => string.Join(" | ", Words.Select(word => $"`{word}`"));

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.OneOf(Words);

    /// <summary>The same kind, with words that are read in texts of before.</summary>
    /// <param name="words">The words.</param>
    /// <param name="instead">What to write instead; left out: one of the words of today.</param>
    public ChoiceKind<T> Formerly(
        ImmutableArray<(string Word, T Meaning)> words,
        string? instead = null
    ) => new(choices) { former = words, hint = instead };

    /// <inheritdoc/>
    public override string? InsteadOf(string word) =>
        former.Any(each => each.Word == word) ? hint ?? $"write {Name}" : null;

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
