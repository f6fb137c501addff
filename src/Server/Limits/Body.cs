using System.Buffers;
using System.IO.Pipelines;

namespace Evenhand.Server.Limits;

/// <summary>A body in memory, either where the connection has put it or in a rented array.</summary>
public sealed class Body : IDisposable
{
    private readonly PipeReader? source;
    private readonly ReadOnlySequence<byte> lent;
    private readonly BodyMemory? memory;
    private byte[]? rented;

    internal Body(PipeReader source, ReadOnlySequence<byte> lent)
    {
        this.source = source;
        this.lent = lent;
        Bytes = lent.First;
    }

    internal Body(BodyMemory memory, byte[] rented, int length)
    {
        this.memory = memory;
        this.rented = rented;
        Bytes = rented.AsMemory(0, length);
    }

    /// <summary>The bytes, until it is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        source?.AdvanceTo(lent.End);
        if (rented is null)
            return;
        memory!.GiveBack(rented);
        rented = null;
    }
}
