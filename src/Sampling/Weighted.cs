namespace Evenhand.Sampling;

/// <summary>Values to choose from, each with its weight.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] values;
    private readonly double[] upTo;

    /// <summary>At least one value; weights are not negative and their sum is positive.</summary>
    public Weighted(IReadOnlyList<(T Value, double Weight)> entries)
    {
        values = [.. entries.Select(entry => entry.Value)];
        upTo = new double[values.Length];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            upTo[i] = sum += entries[i].Weight;
    }

    public int Count => values.Length;

    public T this[int index] => values[index];

    public T Pick(Dice dice) => values[PickIndex(dice)];

    public int PickIndex(Dice dice)
    {
        var last = values.Length - 1;
        var point = dice.Unit() * upTo[last];
        var index = 0;
        while (index < last && point >= upTo[index])
            index++;
        return index;
    }
}
