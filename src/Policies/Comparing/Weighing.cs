using System.Text.RegularExpressions;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Comparing;

/// <summary>What the change of one value means for the customer.</summary>
internal static partial class Weighing
{
    /// <summary>Weighs a parameter that stands in both versions and is written differently.</summary>
    public static Leaning Of(TypedPolicy policy, Parameter before, Parameter after)
    {
        var (shape, key) = KeyOf(policy, after);
        if (IsPlanTerm(after))
            return Compared(before, after) switch
            {
                null => Leaning.Unclear,
                0 => Leaning.Editorial,
                var sign => Sign(after.Meaning is decimal ? -sign.Value : sign.Value),
            };
        return Directions.Of(shape, key.Name) switch
        {
            Direction.WordsOnly => Leaning.Editorial,
            Direction.Ranked ranked => Ranked(ranked, Word(before), Word(after)),
            Direction.More => Numbers(before, after, 1),
            Direction.Less => Numbers(before, after, -1),
            Direction.SoonerByVendor => Numbers(before, after, -ByVendor(policy, after)),
            Direction.EarlierByVendor => Numbers(before, after, ByVendor(policy, after)),
            _ => Same(before, after) ? Leaning.Editorial : Leaning.Unclear,
        };
    }

    /// <summary>Weighs a parameter that is only in one version, while its part is in both.</summary>
    /// <param name="policy">The version that has it.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isNew">Whether the newer version has it.</param>
    public static Leaning Alone(TypedPolicy policy, Parameter parameter, bool isNew)
    {
        var (shape, key) = KeyOf(policy, parameter);
        var direction = Directions.Of(shape, key.Name);
        if (direction is Direction.WordsOnly)
            return Leaning.Editorial;
        var there = (shape, key.Name) switch
        {
            ("limit", "once-throttled") => Leaning.Adverse,
            ("report", "quarantines") => Leaning.Adverse,
            ("notice", _) => Leaning.Favourable,
            ("a step" or "ladder" or "appeal" or "exceptions" or "duty" or "amend" or "judge", _)
                when StandingWeights.Of(policy, parameter, shape, key.Name) is { } standing =>
                standing,
            ("the front matter", "currencies") => Leaning.Favourable,
            _ => AgainstDefault(key, direction, Word(parameter)),
        };
        return isNew ? there : Directions.Opposite(there);
    }

    /// <summary>What saying a word means where leaving it out means the default, which the vocabulary tells in its documentation.</summary>
    private static Leaning AgainstDefault(Key key, Direction direction, string word)
    {
        if (DefaultWord().Match(key.Doc) is not { Success: true } match)
            return Leaning.Unclear;
        var standard = match.Groups[1].Value;
        return word == standard ? Leaning.Editorial
            : direction is Direction.Ranked ranked ? Ranked(ranked, standard, word)
            : Leaning.Unclear;
    }

    [GeneratedRegex("default: `([^`]+)`$")]
    private static partial Regex DefaultWord();

    private static Leaning Numbers(Parameter before, Parameter after, int better) =>
        Compared(before, after) switch
        {
            null => Leaning.Unclear,
            0 => Leaning.Editorial,
            var sign => Sign(sign.Value * better),
        };

    private static Leaning Sign(int sign) =>
        sign switch
        {
            0 => Leaning.Unclear,
            > 0 => Leaning.Favourable,
            _ => Leaning.Adverse,
        };

    private static Leaning Ranked(Direction.Ranked ranked, string before, string after)
    {
        var (from, to) = (ranked.WorstFirst.IndexOf(before), ranked.WorstFirst.IndexOf(after));
        return from < 0 || to < 0 ? Leaning.Unclear : Sign(to - from);
    }

    private static bool Same(Parameter before, Parameter after) => Compared(before, after) == 0;

    /// <summary>The sign of after minus before; null where the two are of different kinds.</summary>
    private static int? Compared(Parameter before, Parameter after) =>
        (before.Meaning, after.Meaning) switch
        {
            _ when IsOtherWord(Word(before)) || IsOtherWord(Word(after)) => null,
            (decimal old, decimal now) => now.CompareTo(old),
            (Quantity old, Quantity now) => Compared(old, now),
            (Amount.Fixed old, Amount.Fixed now) => Compared(old.Quantity, now.Quantity),
            (Amount.Share old, Amount.Share now) => now.Ratio.CompareTo(old.Ratio),
            (Span old, Span now) => Compared(old, now),
            (PlanTerm { Quantity: { } old }, PlanTerm { Quantity: { } now }) => Compared(old, now),
            _ => null,
        };

    // Such as a retention that is `set by the customer`: no number, though it is held as one.
    private static bool IsOtherWord(string word) => !char.IsAsciiDigit(word[0]) && word != "none";

    private static int? Compared(Quantity old, Quantity now) =>
        old.Unit.Dimension == now.Unit.Dimension
            ? (now.Number * now.Unit.Factor).CompareTo(old.Number * old.Unit.Factor)
            : null;

    // Months are of no fixed length: they compare with months, and with no length at all.
    private static int? Compared(Span old, Span now)
    {
        var isMonths = (old.Months > 0) || (now.Months > 0);
        var isExact = (old.Ticks > 0) || (now.Ticks > 0);
        return isMonths && isExact
            ? null
            : (now.Months, now.Ticks).CompareTo((old.Months, old.Ticks));
    }

    private static int ByVendor(TypedPolicy policy, Parameter parameter)
    {
        var path = parameter.Path[..parameter.Path.LastIndexOf('.')];
        return policy.Parameter(parameter.Clause, $"{path}.of")?.Node.Sort switch
        {
            "`vendor`" => 1,
            "`customer`" => -1,
            _ => 0,
        };
    }

    private static bool IsPlanTerm(Parameter parameter) =>
        parameter.Path.StartsWith("plan.", StringComparison.Ordinal);

    private static string Word(Parameter parameter) => Yaml.Inline(parameter.Node);

    /// <summary>The innermost shape around a parameter, and the key of it that leads there.</summary>
    private static (string Shape, Key Key) KeyOf(TypedPolicy policy, Parameter parameter)
    {
        var path = parameter.Path;
        while (path.Length > 0)
        {
            var dot = path.LastIndexOf('.');
            var above = dot < 0 ? "" : path[..dot];
            if (policy.Shapes.TryGetValue((parameter.Clause, above), out var shape))
            {
                var rest = parameter.Path[(above.Length == 0 ? 0 : above.Length + 1)..];
                var known = shape.Keys.FirstOrDefault(key =>
                    rest == key.Name || rest.StartsWith(key.Name + ".", StringComparison.Ordinal)
                );
                if (known is not null)
                    return (shape.Name, known);
            }
            path = above;
        }
        return ("", new Key(parameter.Path, parameter.Kind));
    }
}
