namespace Evenhand.Sampling;

/// <summary>Lines to a stream, gathered into large writes.</summary>
internal sealed class StreamOutput(Stream stream) : ILineOutput
{
    private readonly byte[] buffer = new byte[1 << 20];
    private int used;

    public long Lines { get; private set; }

    public void Write(ReadOnlySpan<byte> line, bool leaf)
    {
        Lines++;
        if (line.Length > buffer.Length - used)
            Flush();
        if (line.Length > buffer.Length)
        {
            stream.Write(line);
            return;
        }
        line.CopyTo(buffer.AsSpan(used));
        used += line.Length;
    }

    public void Complete()
    {
        Flush();
        stream.Flush();
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
