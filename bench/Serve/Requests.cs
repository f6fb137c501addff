using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Evenhand.Bench.Serve;

/// <summary>Requests as bytes: made once, and changed in place where each must differ.</summary>
internal static class Requests
{
    /// <summary>A request with a body.</summary>
    public static byte[] Post(string path, string type, ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {Served.AdminKey}\r\n"
                + $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"
        );
        return [.. head, .. body];
    }

    public static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {Served.AdminKey}\r\n\r\n"
        );

    /// <summary>An ask for an act that accounts of its policy do all day.</summary>
    public static byte[] Ask(string path, int account) =>
        Post(path, "application/json", Encoding.ASCII.GetBytes(AskOf(account)));

    /// <summary>The same for several accounts, in one body.</summary>
    public static byte[] Asks(IEnumerable<int> accounts) =>
        Post(
            "/v1/gate",
            "application/json",
            Encoding.ASCII.GetBytes($"[{string.Join(',', accounts.Select(AskOf))}]")
        );

    private static string AskOf(int account) =>
        $$"""{"account":"{{Account(account)}}","act":"{{Act(account).Type}}","with":{{Act(account).With}}}""";

    /// <summary>The events that open accounts, as an array.</summary>
    public static byte[] Openings(int first, int count, bool named = false)
    {
        var opened = DateTime
            .UtcNow.AddDays(-1)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var events = Enumerable
            .Range(first, count)
            .Select(account =>
                $$$"""{"specversion":"1.0","id":"open","source":"bench/{{{account}}}","type":"account.opened","time":"{{{opened}}}","subject":"{{{Account(account)}}}","data":{{{(named ? Named(Opening(account), account) : Opening(account))}}}}"""
            );
        return Post(
            "/v1/events",
            "application/cloudevents-batch+json",
            Encoding.ASCII.GetBytes($"[{string.Join(',', events)}]")
        );
    }

    public static string Account(int account) =>
        string.Create(CultureInfo.InvariantCulture, $"account-{account:000000}");

    /// <summary>What an account does, by its policy: the four published ones in turn.</summary>
    public static (string Type, string With) Act(int account) =>
        (account % 4) switch
        {
            0 => ("api.called", """{"count":1,"operation":"orders.list","user":"user-1"}"""),
            1 => ("sms.sent", """{"segments":1,"user":"user-1","contact":"contact-000"}"""),
            2 => ("email.sent", """{"count":1,"user":"user-1","contact":"contact-000"}"""),
            _ => ("api.called", """{"count":1,"user":"user-1"}"""),
        };

    /// <summary>Most companies are called by more than one word, and many by a number that is no other's.</summary>
    private static string Named(string opening, int account) =>
        $"{opening[..^1]},\"name\":\"Harbour Clinic {account:000000} & Sons\"}}";

    private static string Opening(int account) =>
        (account % 4) switch
        {
            0 => """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"business"}""",
            1 =>
                """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-10000"}""",
            2 => """{"policy":"qcontact","currency":"USD","time_zone":"UTC"}""",
            _ => """{"policy":"numonix","currency":"USD","time_zone":"UTC"}""",
        };
}

/// <summary>A batch of a hundred events of 320 bytes, given new ids, accounts and the present time each time that it is sent.</summary>
internal sealed class Batch
{
    public const int Events = 100;
    private const int Size = 320;
    private const int IdDigits = 12;
    private const int AccountDigits = 6;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly Form[] Forms = [.. Enumerable.Range(0, 4).Select(Form.Of)];
    private static long ids = Environment.TickCount64 << 16 & 0xFFFF_FFFF_FFFF;

    private readonly byte[] request;
    private readonly int bodyFrom;

    public Batch(string path)
    {
        var body = new byte[Events * (Size + 1) + 1];
        body.AsSpan().Fill((byte)',');
        (body[0], body[^1]) = ((byte)'[', (byte)']');
        request = Requests.Post(path, "application/cloudevents-batch+json", body);
        bodyFrom = request.Length - body.Length;
    }

    /// <summary>The request with new events.</summary>
    /// <param name="accounts">How many accounts there are.</param>
    /// <param name="spread">Whether each event is of another account, or all of one.</param>
    public ReadOnlySpan<byte> Next(Random dice, int accounts, bool spread)
    {
        Span<byte> time = stackalloc byte[TimeFormat.Length];
        DateTime.UtcNow.TryFormat(time, out _, TimeFormat, CultureInfo.InvariantCulture);
        var account = dice.Next(accounts);
        for (var i = 0; i < Events; i++)
        {
            if (spread)
                account = dice.Next(accounts);
            Write(i, account, time);
        }
        return request;
    }

    /// <summary>The request with events of accounts in turn, so that each gets as many as the others.</summary>
    /// <param name="sent">How many events went out already.</param>
    /// <param name="accounts">How many accounts there are.</param>
    public ReadOnlySpan<byte> InTurn(int sent, int accounts)
    {
        Span<byte> time = stackalloc byte[TimeFormat.Length];
        DateTime.UtcNow.TryFormat(time, out _, TimeFormat, CultureInfo.InvariantCulture);
        for (var i = 0; i < Events; i++)
            Write(i, (sent + i) % accounts, time);
        return request;
    }

    private void Write(int place, int account, ReadOnlySpan<byte> time) =>
        Forms[account % 4]
            .Write(request.AsSpan(bodyFrom + 1 + place * (Size + 1), Size), ids++, account, time);

    /// <summary>An event with places for what differs.</summary>
    private sealed record Form(byte[] Bytes, int Id, int Time, int Account)
    {
        public static Form Of(int policy)
        {
            var (type, data) = Requests.Act(policy);
            var (id, time, account) = (
                new string('0', IdDigits),
                new string('0', TimeFormat.Length),
                new string('0', AccountDigits)
            );
            string Line(string padding) =>
                $$"""{"specversion":"1.0","id":"{{id}}","source":"bench/load-generator{{padding}}","type":"{{type}}","time":"{{time}}","subject":"account-{{account}}","datacontenttype":"application/json","data":{{data}}}""";
            var line = Line(new string('-', Size - Line("").Length));
            return new(
                Encoding.ASCII.GetBytes(line),
                line.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6,
                line.IndexOf("\"time\":\"", StringComparison.Ordinal) + 8,
                line.IndexOf("account-", StringComparison.Ordinal) + 8
            );
        }

        public void Write(Span<byte> place, long id, int account, ReadOnlySpan<byte> time)
        {
            Bytes.CopyTo(place);
            Utf8Formatter.TryFormat(id, place.Slice(Id, IdDigits), out _, new('X', IdDigits));
            Utf8Formatter.TryFormat(
                account,
                place.Slice(Account, AccountDigits),
                out _,
                new('D', AccountDigits)
            );
            time.CopyTo(place[Time..]);
        }
    }
}
