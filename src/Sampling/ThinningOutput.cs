namespace Evenhand.Sampling;

/// <summary>Leaves out so many of the leaves, spread evenly over all of them, and hands the rest on.</summary>
internal sealed class ThinningOutput(ILineOutput next, long surplus, long leaves) : ILineOutput
{
    private long carry;

    public void Write(ReadOnlySpan<byte> line, bool leaf)
    {
        if (leaf && (carry += surplus) >= leaves)
        {
            carry -= leaves;
            return;
        }
        next.Write(line, leaf);
    }

    public void Complete() => next.Complete();
}
