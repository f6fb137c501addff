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
            // In chunks: the last one is empty. The bodies here are JSON, in which the mark cannot stand.
            var last = all[headLength..].IndexOf("0\r\n\r\n"u8);
            bodyLength = last;
            answerEnd = last < 0 ? int.MaxValue : headLength + last + 5;
        }
        if (answerEnd > filled)
        {
            answerEnd = 0;
            return false;
        }
        return Utf8Parser.TryParse(head[9..], out status, out _);
    }
}
