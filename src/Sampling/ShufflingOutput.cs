namespace Evenhand.Sampling;

/// <summary>
/// Lines in disorder, a few of them twice. A window of lines is held and a line at random leaves for each that comes, so
/// that memory stays bounded; a stream shorter than the window is shuffled as a whole.
/// </summary>
internal sealed class ShufflingOutput(ILineOutput next, Dice dice) : ILineOutput
{
    private const int Window = 1 << 16;
    private const double Repeats = 0.02;

    private readonly List<byte[]> held = [];

    public void Write(ReadOnlySpan<byte> line, bool leaf)
    {
        var copy = line.ToArray();
        Hold(copy);
        if (dice.Chance(Repeats))
            Hold(copy);
    }

    public void Complete()
    {
        while (held.Count > 0)
            ReleaseOne();
        next.Complete();
    }

    private void Hold(byte[] line)
    {
        if (held.Count == Window)
            ReleaseOne();
        held.Add(line);
    }

    private void ReleaseOne()
    {
        var index = dice.Below(held.Count);
        next.Write(held[index], leaf: false);
        held[index] = held[^1];
        held.RemoveAt(held.Count - 1);
    }
}
