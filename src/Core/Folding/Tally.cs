namespace Evenhand.Core.Folding;

/// <summary>What each flow of a state was given since somebody last looked, in base units.</summary>
internal sealed class Tally(int meters)
{
    private readonly Int128[] sums = new Int128[meters];

    /// <summary>Notes what a meter was given.</summary>
    public void Add(int meter, long amount) => sums[meter] += amount;

    /// <summary>What a meter was given since the last look.</summary>
    public Int128 Take(int meter)
    {
        var sum = sums[meter];
        sums[meter] = 0;
        return sum;
    }
}
