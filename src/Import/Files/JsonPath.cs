using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Evenhand.Import.Files;

/// <summary>One step of a path: into a member, to a place in a list, or, where both are null, to each item of one.</summary>
internal readonly record struct JsonStep(string? Member, int? Place)
{
    public bool IsStar => Member is null && Place is null;
}

/// <summary>
/// A path into a record, in the notation of RFC 9535 as far as it names one value: <c>$.detail.duration</c>,
/// <c>$['a key'][0]</c>, and <c>[*]</c>, a star, for the item at hand of a list that the map goes through.
/// </summary>
internal sealed record JsonPath(string Text, ImmutableArray<JsonStep> Steps)
{
    /// <summary>What a path that means nothing should have been.</summary>
    public const string Expected =
        "a path is written like `$.detail.duration`, `$['a key']` or `$.items[0]`";

    /// <summary>Null if the text is no path. <c>@</c> is the item of <paramref name="each"/>, and so is a bare name's home.</summary>
    public static JsonPath? Parse(string text, JsonPath? each)
    {
        ImmutableArray<JsonStep> home = each?.Steps ?? [];
        if (text is ['$', ..])
            return Parsed(text[1..]) is { } steps ? new JsonPath(text, steps) : null;
        if (text is ['@', ..])
            return Parsed(text[1..]) is { } steps ? new JsonPath(text, [.. home, .. steps]) : null;
        return text.Length > 0 ? new JsonPath(text, [.. home, new JsonStep(text, null)]) : null;
    }

    /// <summary>How many stars stand in it.</summary>
    public int Stars => Steps.Count(step => step.IsStar);

    /// <summary>Whether every star of this path stands where the other has the same steps before it.</summary>
    public bool SharesStarsOf(JsonPath? each)
    {
        var last = -1;
        for (var i = 0; i < Steps.Length; i++)
            if (Steps[i].IsStar)
                last = i;
        return last < 0
            || (
                each is not null
                && each.Steps.Length > last
                && Steps.AsSpan()[..(last + 1)].SequenceEqual(each.Steps.AsSpan()[..(last + 1)])
            );
    }

    /// <summary>The value in a record; null if there is none. The n-th star stands for the item at the n-th place.</summary>
    public JsonElement? In(JsonElement record, ReadOnlySpan<int> places)
    {
        var (at, star) = (record, 0);
        foreach (var step in Steps)
        {
            var place = step.IsStar ? places[star++] : step.Place;
            if (step.Member is { } member)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
                    return null;
            }
            else if (at.ValueKind != JsonValueKind.Array || place >= at.GetArrayLength())
                return null;
            else
                at = at[place!.Value];
        }
        return at;
    }

    private static ImmutableArray<JsonStep>? Parsed(string text)
    {
        var steps = ImmutableArray.CreateBuilder<JsonStep>();
        while (text.Length > 0)
        {
            if (Step(text, out var length) is not { } step)
                return null;
            steps.Add(step);
            text = text[length..];
        }
        return steps.ToImmutable();
    }

    private static JsonStep? Step(string text, out int length)
    {
        length = 0;
        if (text[0] == '.')
        {
            var end = text.AsSpan(1).IndexOfAny('.', '[');
            length = end < 0 ? text.Length : end + 1;
            return length > 1 ? new JsonStep(text[1..length], null) : null;
        }
        if (text is ['[', '\'' or '"', ..])
            return Quoted(text, out length);
        var close = text.IndexOf(']', StringComparison.Ordinal);
        if (text[0] != '[' || close < 0)
            return null;
        length = close + 1;
        var within = text[1..close];
        if (within == "*")
            return new JsonStep(null, null);
        return int.TryParse(within, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? new JsonStep(null, place)
            : null;
    }

    private static JsonStep? Quoted(string text, out int length)
    {
        var close = text.IndexOf(text[1] + "]", 2, StringComparison.Ordinal);
        length = close + 2;
        return close < 0 ? null : new JsonStep(text[2..close], null);
    }
}
