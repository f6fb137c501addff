using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Evenhand.Bench.Serve;

/// <summary>A connection to the server that is kept alive. It reads of an answer only what is needed to find its end.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[64 << 10];
    private int filled;

    public Connection(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>The body of the latest answer.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(bodyFrom, bodyLength);

    private int bodyFrom,
        bodyLength,
        answerEnd;

    /// <summary>Whether calls wait; if not, <see cref="TryReceive"/> says that there is nothing yet.</summary>
    public bool Blocking
    {
        set => socket.Blocking = value;
    }

    public void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            var sent = socket.Send(request, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                throw new SocketException((int)error);
            request = request[sent..];
        }
    }

    /// <summary>Waits for the answer to the earliest request that has none, and returns its status.</summary>
    public int Receive()
    {
        int status;
        while (!TryReceive(out status)) { }
        return status;
    }

    /// <summary>Sends and waits for the answer.</summary>
    public int Exchange(ReadOnlySpan<byte> request)
    {
        Send(request);
        return Receive();
    }

    /// <summary>Takes an answer that has come; reads once if none is complete.</summary>
    public bool TryReceive(out int status)
    {
        Drop();
        if (Complete(out status))
            return true;
        if (filled == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = socket.Receive(buffer.AsSpan(filled), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return false;
        if (error != SocketError.Success || read == 0)
            throw new IOException($"the server closed the connection ({error})");
        filled += read;
        return Complete(out status);
    }

    public void Dispose() => socket.Dispose();

    private void Drop()
    {
        if (answerEnd == 0)
            return;
        buffer.AsSpan(answerEnd, filled - answerEnd).CopyTo(buffer);
        filled -= answerEnd;
        answerEnd = 0;
    }

    private bool Complete(out int status)
    {
        status = 0;
        var all = buffer.AsSpan(0, filled);
        var headLength = all.IndexOf("\r\n\r\n"u8) + 4;
        if (headLength < 4)
            return false;
        var head = all[..headLength];
        bodyFrom = headLength;
        var named = head.IndexOf("Content-Length: "u8);
        if (named >= 0)
        {
            _ = Utf8Parser.TryParse(head[(named + 16)..], out bodyLength, out _);
            answerEnd = headLength + bodyLength;
        }
        else
        {
            (bodyLength, answerEnd) = Joined(all, headLength);
        }
        if (answerEnd > filled)
        {
            answerEnd = 0;
            return false;
        }
        return Utf8Parser.TryParse(head[9..], out status, out _);
    }

    /// <summary>Where a body in chunks ends, once all are here; they are joined in place then.</summary>
    private static (int Length, int End) Joined(Span<byte> all, int from)
    {
        var (at, last) = (from, false);
        for (var pass = 0; pass < 2; pass++)
        {
            var to = from;
            for (at = from, last = false; !last; )
            {
                var line = all[at..].IndexOf("\r\n"u8);
                if (line < 0 || !Utf8Parser.TryParse(all[at..], out int size, out _, 'X'))
                    return (0, int.MaxValue);
                at += line + 2;
                last = size == 0;
                if (at + size + 2 > all.Length)
                    return (0, int.MaxValue);
                // Only a body that is whole may be moved.
                if (pass == 1)
                    all.Slice(at, size).CopyTo(all[to..]);
                to += size;
                at += size + 2;
            }
            if (pass == 1)
                return (to - from, at);
        }
        throw new InvalidOperationException("the second pass returns");
    }
}
