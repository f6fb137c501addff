using System.Globalization;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Mending;
using Evenhand.Node.Reservations;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Node;

namespace Evenhand.Tests.Releases;

/// <summary>Tells a node what stands in a story, line by line, under the clock of the story.</summary>
/// <param name="served">The node.</param>
/// <param name="policies">The folder of its policies.</param>
internal sealed class ReleaseTeller(ServedNode served, string policies)
{
    private readonly List<string> waiting = [];
    private readonly HashSet<(string Account, string Id)> ids = [];
    private readonly Dictionary<string, Reservation> holds = [];
    private readonly Dictionary<string, (string Id, string Text)> keys = [];
    private string? sender;

    /// <summary>The texts of the keys that were made, by their names in the story.</summary>
    public IEnumerable<(string Name, string Text)> Keys =>
        keys.Select(each => (each.Key, each.Value.Text));

    /// <summary>Tells the whole story.</summary>
    public async Task TellAsync(IEnumerable<string> story)
    {
        foreach (var line in story.Where(line => line.Length > 0 && line[0] != '#'))
            if (char.IsAsciiDigit(line[0]))
                waiting.Add(Event(line));
            else
            {
                await SendAsync();
                await DoAsync(line);
            }
        await SendAsync();
    }

    private async Task SendAsync()
    {
        if (waiting.Count == 0)
            return;
        var outcome = await served.Node.IngestAsync(
            Encoding.UTF8.GetBytes(string.Join('\n', waiting)),
            BodyFormat.Lines,
            sender is { } name ? served.Node.SenderOf(KeyOf(name)) : null
        );
        if (outcome.Accepted != waiting.Count)
            throw new InvalidOperationException(
                $"{waiting.Count} events were sent, {outcome.Accepted} accepted: "
                    + string.Join("; ", outcome.Rejected)
            );
        waiting.Clear();
    }

    private async Task DoAsync(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await (
            words[0] switch
            {
                "on" => served.UntilAsync(words[1]),
                "jump" => JumpAsync(Number(words[1])),
                "hold" => HoldAsync(line.Split(' ', 7, StringSplitOptions.RemoveEmptyEntries)),
                "settle" => served.Node.SettleAsync(holds[words[1]].Id, Number(words[2]), null),
                "release" => served.Node.ReleaseAsync(holds[words[1]].Id, null),
                "key" => MakeAsync(words),
                "adopt" => AdoptAsync(words[1], words[2]),
                "rotate" => RotateAsync(words[1]),
                "revoke" => served.Node.Keys.RevokeAsync(keys[words[1]].Id),
                "as" => SendAs(words[1]),
                "publish" => PublishAsync(words),
                "withdraw" => served.Node.WithdrawAsync(words[1], words[2]),
                "mend" => MendAsync(words[1]),
                "refile" => RefileAsync(words[1], words[2], Number(words[3])),
                "restart" => served.RestartAsync(snapshots: words.Length == 1),
                "question" => AskAsync(line.Split(' ', 4)),
                var word => throw new InvalidOperationException($"the story has no word {word}"),
            }
        );
    }

    private Task SendAs(string name)
    {
        sender = name == "-" ? null : name;
        return Task.CompletedTask;
    }

    private Key KeyOf(string name) => served.Node.Keys.All.Single(key => key.Id == keys[name].Id);

    private async Task RefileAsync(string from, string to, decimal sequence)
    {
        Refiling.Run(served.Ledger, from, to, [(long)sequence], "the story", served.Clock);
        await served.Node.LookAfterDueAsync();
    }

    private async Task MendAsync(string account)
    {
        Mend.Ask(served.Ledger, account, served.Clock);
        await served.Node.LookAfterDueAsync();
    }

    /// <summary>An event of the story; unless it has an id, its time and type are its id.</summary>
    private string Event(string line)
    {
        var words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        var (time, account, type, data) = (words[0], words[1], words[2], words[3]);
        var id = $"{time}/{type}";
        if (data.StartsWith("id=", StringComparison.Ordinal))
        {
            var end = data.IndexOf(' ', StringComparison.Ordinal);
            (id, data) = (data[3..end], data[end..].TrimStart());
        }
        for (var again = 2; !ids.Add((account, id)); again++)
            id = $"{time}/{type}/{again.ToString(CultureInfo.InvariantCulture)}";
        var subject = account == "-" ? "" : $"\"subject\":\"{account}\",";
        return $"{{\"specversion\":\"1.0\",\"id\":\"{id}\",\"source\":\"story\",\"type\":\"{type}\",\"time\":\"{time}\",{subject}\"data\":{data}}}";
    }

    private async Task AskAsync(string[] words) =>
        await served.AskAsync(words[1], words[2], words[3]);

    private async Task JumpAsync(decimal seconds)
    {
        served.Clock.Jump(TimeSpan.FromSeconds((double)seconds));
        await served.Node.LookAfterDueAsync();
    }

    private async Task HoldAsync(string[] words)
    {
        var reserve = $",\"reserve\":{{\"quantity\":{words[3]},\"seconds\":{words[4]}}}";
        var outcome = await served.AskAsync(
            words[2],
            words[5],
            words[6],
            $"{reserve},\"id\":\"ask-{words[1]}\""
        );
        holds[words[1]] =
            outcome.Reservation
            ?? throw new InvalidOperationException($"{words[1]} was not held: {outcome.Decision}");
    }

    private async Task MakeAsync(string[] words)
    {
        var role = Enum.Parse<Role>(words[2], ignoreCase: true);
        var account = words.Length > 3 ? words[3] : "";
        var (key, text) = await served.Node.Keys.CreateAsync(
            role,
            new AccountId(account),
            words[1]
        );
        keys[words[1]] = (key.Id, text);
    }

    private async Task AdoptAsync(string name, string text)
    {
        await served.Node.Keys.AdoptAsync(text);
        keys[name] = (served.Node.Keys.Find(text)!.Id, text);
    }

    private async Task RotateAsync(string name)
    {
        var (key, text) = await served.Node.Keys.RotateAsync(keys[name].Id);
        keys[$"{name}-rotated"] = (key.Id, text);
    }

    private async Task PublishAsync(string[] words)
    {
        var text = File.ReadAllText(Path.Combine(policies, $"{words[1]}.md"));
        await served.Node.PublishAsync(Published.Front(text, words[2], words[3]));
    }

    private static decimal Number(string word) => decimal.Parse(word, CultureInfo.InvariantCulture);
}
