namespace Evenhand.Node.Views;

/// <summary>How many bytes lie in the vendor's store, whatever counts for whom: those of what is gone too, until they leave.</summary>
/// <param name="Hot">On the hot side.</param>
/// <param name="Cold">On the cold side.</param>
public readonly record struct LyingBytes(long Hot, long Cold)
{
    /// <summary>With more on one side, or with fewer.</summary>
    /// <param name="bytes">How many more; negative for fewer.</param>
    /// <param name="areCold">Whether on the cold side.</param>
    public LyingBytes And(long bytes, bool areCold) =>
        areCold ? this with { Cold = Cold + bytes } : this with { Hot = Hot + bytes };

    /// <summary>With others.</summary>
    public LyingBytes And(LyingBytes other) => new(Hot + other.Hot, Cold + other.Cold);
}
