using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Evenhand.Tests.Channels.Mail;

/// <summary>The next hop of mail: a real server, which answers as the test says.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<MimeMessage> received = [];
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    /// <summary>How it answers; taken unless the test says otherwise.</summary>
    public Func<MimeMessage, Task<SmtpResponse>> Answers { get; set; } =
        _ => Task.FromResult(SmtpResponse.Ok);

    public int Port { get; private init; }

    public Uri Url => new($"smtp+plain://127.0.0.1:{Port}");

    /// <summary>All that it was sent, also what it did not take.</summary>
    public IReadOnlyList<MimeMessage> All
    {
        get
        {
            lock (gate)
                return [.. received];
        }
    }

    public static MailServer Start()
    {
        var server = new MailServer { Port = FreePort() };
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(each => each.Endpoint(new IPEndPoint(IPAddress.Loopback, server.Port)))
            .Build();
        var provider = new SmtpServer.ComponentModel.ServiceProvider();
        provider.Add((IMessageStore)server);
        server.running = new SmtpServer.SmtpServer(options, provider).StartAsync(server.stop.Token);
        return server;
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        var mail = await MimeMessage.LoadAsync(bytes, cancellationToken);
        lock (gate)
            received.Add(mail);
        return await Answers(mail);
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException) { }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
