using System.Globalization;
using System.Text;

namespace Evenhand.Tests.Replay;

/// <summary>Makes streams that begin as good events of all four policies and are then spoilt; a seed gives the same again.</summary>
internal sealed class StreamMutator(int seed)
{
    private static readonly string[] Policies =
    [
        "'policy':'qcontact','currency':'EUR'",
        "'policy':'numonix','currency':'USD'",
        "'policy':'stackcx','currency':'USD','plan':'starter'",
        "'policy':'engagece','currency':'CAD','plan':'volume-500'",
    ];

    // Apostrophes stand for quotation marks.
    private static readonly (string Type, string Data)[] Events =
    [
        ("seats.set", "'licensed':3,'restricted':1'"),
        ("plan.set", "'plan':'business'"),
        ("addon.added", "'addon':'telephony-package','user':'u'"),
        ("addon.removed", "'addon':'telephony-package'"),
        ("limit.set", "'meter':'nudges','amount':5'"),
        ("automation.started", "'automation':'a'"),
        (
            "exception.granted",
            "'clause':'api-rate','from':'2026-01-01T00:00:00Z','to':'2026-06-01T00:00:00Z','amount':9,'reason':'x'"
        ),
        ("charge.waived", "'clause':'storage-overage','cycle':'2026-01-01','by':'b','reason':'r'"),
        ("charge.confirmed", "'clause':'api-calls','cycle':'2026-01-01','by':'b','reason':'r'"),
        ("usage.voided", "'source':'s','id':'e7','reason':'x'"),
        ("wallet.topped-up", "'amount':'10.50','currency':'EUR'"),
        (
            "call.ended",
            "'duration':61.5,'direction':'outbound','destination':'international','cost':'0.12','contact':'c'"
        ),
        ("sms.sent", "'text':'hello €','contact':'c'"),
        ("email.sent", "'kind':'bulk','count':900'"),
        ("email.bounced", "'count':40'"),
        ("contact.imported", "'contact':'c','consent':false'"),
        (
            "object.stored",
            "'object':'o','class':'call-recording','bytes':70000000000,'tier':'cold','duration':60'"
        ),
        ("object.moved", "'object':'o','tier':'hot'"),
        ("object.retrieved", "'object':'o'"),
        ("object.deleted", "'object':'o'"),
        ("tts.spoken", "'phrase':'p','characters':2000000"),
        ("transcription.completed", "'duration':600"),
        ("api.called", "'count':100000,'operation':'op'"),
        ("whatsapp.number-activated", "'number':'n'"),
        ("passthrough.incurred", "'what':'whatsapp','amount':'1.20','currency':'EUR'"),
        ("report.filed", "'clause':'api-rate','by':'b','about':'x'"),
        (
            "gate.asked",
            "'act':'call.ended','with':{'duration':9,'direction':'outbound'},'acknowledged':true"
        ),
        ("gate.asked", "'act':'api.called','with':{'count':31}"),
        ("fx.published", "'base':'EUR','date':'2026-01-02','rates':{'USD':1.1,'CAD':'1.5'}"),
        ("account.terminated", ""),
        ("never.heard", "'x':[1,{'y':null}]"),
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "-0",
        "1e400",
        "1e-30",
        "0.1",
        "10000000000000000000",
        "1e15",
        "1e18",
        "\"\"",
        "\"x\"",
        "{}",
        "[]",
        "[[[[]]]]",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"0.0000001\"",
        "{\"a\":1,\"a\":2}",
    ];

    private readonly Random random = new(seed);

    /// <summary>A stream of lines.</summary>
    public byte[] Make()
    {
        var lines = Enumerable.Range(0, random.Next(1, 60)).Select(Line).ToList();
        for (var i = random.Next(6); i > 0; i--)
            lines.Insert(random.Next(lines.Count + 1), lines[random.Next(lines.Count)]);
        var end = random.Next(4) == 0 ? "\r\n" : "\n";
        var text = string.Join(end, lines) + (random.Next(2) == 0 ? "" : end);
        var bytes = Encoding.UTF8.GetBytes((random.Next(8) == 0 ? "\uFEFF" : "") + text);
        for (var i = random.Next(3) == 0 ? random.Next(4) : 0; i > 0; i--)
            bytes[random.Next(3, bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private string Line(int number)
    {
        var account = random.Next(4);
        var (type, data) =
            number < 4 || random.Next(20) == 0
                ? ("account.opened", Opening(number < 4 ? account = number : account))
                : Events[random.Next(Events.Length)];
        var line =
            $"{{\"specversion\":\"1.0\",\"id\":\"e{number}\",\"source\":\"s\",\"type\":\"{type}\",\"time\":\"{Time(number)}\",\"subject\":\"a{account}\",\"data\":{{{data}}}}}".Replace(
                '\'',
                '"'
            );
        return random.Next(4) == 0 ? Spoil(line) : line;
    }

    private string Opening(int account) =>
        Policies[account] + $",\"time_zone\":\"Europe/Dublin\",\"cycle_day\":{random.Next(1, 32)}";

    private string Time(int number)
    {
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(
            number < 4 ? 0 : random.Next(3_000)
        );
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private string Spoil(string line)
    {
        var (from, to) = (random.Next(line.Length), random.Next(line.Length));
        return random.Next(6) switch
        {
            0 => line[..from],
            1 => line.Remove(Math.Min(from, to), Math.Min(8, line.Length - Math.Max(from, to))),
            2 => line.Insert(from, line[Math.Min(from, to)..Math.Max(from, to)]),
            3 => line.Insert(from, Values[random.Next(Values.Length)]),
            4 => line.Insert(from, ((char)random.Next(0x20, 0x3000)).ToString()),
            _ => OtherValue(line),
        };
    }

    /// <summary>Another value for one of the fields.</summary>
    private string OtherValue(string line)
    {
        var colons = Enumerable
            .Range(0, line.Length - 1)
            .Where(i => line[i] == ':' && line[i - 1] == '"')
            .ToArray();
        var at = colons[random.Next(colons.Length)] + 1;
        var end = line.IndexOfAny([',', '}'], at);
        return string.Concat(
            line.AsSpan(0, at),
            Values[random.Next(Values.Length)],
            line.AsSpan(end)
        );
    }
}
