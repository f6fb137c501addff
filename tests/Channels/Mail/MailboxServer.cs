using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Evenhand.Tests.Channels.Mail;

/// <summary>A mailbox of one folder over IMAP (RFC 3501): as much of it as reading new messages takes.</summary>
internal sealed partial class MailboxServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<(uint Uid, byte[] Text)> messages = [];
    private Task running = Task.CompletedTask;
    private int connections;
    private uint last;

    /// <summary>Which numbering its messages have.</summary>
    public uint Validity { get; set; } = 7;

    /// <summary>Whether it breaks off after the next message that it gives.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>The messages that it gave, by their numbers.</summary>
    public List<uint> Given { get; } = [];

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref connections);

    public Uri Url => new($"imap+plain://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public static MailboxServer Start()
    {
        var server = new MailboxServer();
        server.listener.Start();
        server.running = server.ListenAsync();
        return server;
    }

    /// <summary>A message arrives.</summary>
    public void Add(string text)
    {
        lock (gate)
            messages.Add((++last, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await running;
        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException) { }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            await SayAsync(stream, "* OK [CAPABILITY IMAP4rev1] ready");
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                var parts = line.Split(' ', 3);
                if (!await AnswerAsync(stream, parts[0], parts[1].ToUpperInvariant(), line))
                    return;
            }
        }
        catch (IOException)
        {
            // Whoever read has gone.
        }
    }

    private async Task<bool> AnswerAsync(Stream to, string tag, string verb, string line)
    {
        switch (verb)
        {
            case "CAPABILITY":
                await SayAsync(to, "* CAPABILITY IMAP4rev1");
                break;
            case "LIST":
                await SayAsync(
                    to,
                    line.Contains("INBOX", StringComparison.OrdinalIgnoreCase)
                        ? "* LIST () \"/\" INBOX"
                        : "* LIST (\\Noselect) \"/\" \"\""
                );
                break;
            case "EXAMINE":
                await SayAsync(to, "* FLAGS ()");
                await SayAsync(to, $"* {messages.Count} EXISTS");
                await SayAsync(to, "* 0 RECENT");
                await SayAsync(to, $"* OK [UIDVALIDITY {Validity}] numbering");
                await SayAsync(to, $"* OK [UIDNEXT {last + 1}] next");
                break;
            case "UID" when line.Contains("SEARCH", StringComparison.OrdinalIgnoreCase):
                await SayAsync(
                    to,
                    $"* SEARCH {string.Join(' ', messages.Select(each => each.Uid))}"
                );
                break;
            case "UID" when !await FetchAsync(to, line):
                return false;
            case "LOGOUT":
                await SayAsync(to, "* BYE gone");
                break;
        }
        await SayAsync(to, $"{tag} OK {(verb == "EXAMINE" ? "[READ-ONLY] " : "")}done");
        return verb != "LOGOUT";
    }

    private async Task<bool> FetchAsync(Stream to, string line)
    {
        var wanted = Numbers().Match(line).Groups[1].Value.Split(',').SelectMany(Range).ToHashSet();
        var whole = line.Contains("BODY", StringComparison.OrdinalIgnoreCase);
        for (var place = 0; place < messages.Count; place++)
        {
            var (uid, text) = messages[place];
            if (!wanted.Contains(uid))
                continue;
            if (!whole)
            {
                await SayAsync(to, $"* {place + 1} FETCH (UID {uid} RFC822.SIZE {text.Length})");
                continue;
            }
            await SayAsync(to, $"* {place + 1} FETCH (UID {uid} BODY[] {{{text.Length}}}");
            await to.WriteAsync(text, stop.Token);
            await SayAsync(to, ")");
            Given.Add(uid);
            if (BreaksOff)
                return BreaksOff = false;
        }
        return true;
    }

    private static IEnumerable<uint> Range(string text)
    {
        var ends = text.Split(':').Select(each => uint.Parse(each, null)).ToArray();
        for (var uid = ends[0]; uid <= ends[^1]; uid++)
            yield return uid;
    }

    private async Task SayAsync(Stream to, string line) =>
        await to.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop.Token);

    [GeneratedRegex(@"FETCH ([0-9,:]+) ", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
