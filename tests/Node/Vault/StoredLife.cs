using System.Security.Cryptography;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Tests.Crash;
using Evenhand.Tests.Server;
using Shouldly;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// The days of an account that stores things: usage, recordings put, fetched and deleted, things that are only counted, rules, holds,
/// reports, exports, for some the end. One seed, one life.
/// </summary>
/// <param name="served">The node.</param>
/// <param name="name">The account.</param>
/// <param name="random">What is left to chance.</param>
/// <param name="usage">Events of usage a day.</param>
internal sealed class StoredLife(ServedNode served, string name, Random random, int usage)
{
    private static readonly string[] Classes = ["call-recording", "video-recording"];

    private readonly Key own = new(
        name,
        RoleSet.Of(Role.Account),
        new AccountId(name),
        name,
        Moment.Earliest,
        null
    );
    private readonly List<string> things = [];
    private readonly Dictionary<string, byte[]> put = [];
    private readonly List<string> holds = [];
    private readonly HashSet<string> aside = [];
    private int next;
    private bool hasEnded;

    public AccountId Account { get; } = new(name);

    private VaultDesk Vault => served.Node.Vault!;

    private string Some => things[random.Next(things.Count)];

    /// <summary>What an ordinary day brings, as events that end at the present.</summary>
    public IEnumerable<string> Day()
    {
        List<(string Type, string Data)> events = [];
        if (!hasEnded)
            Live(events);
        if (holds.Count > 0 && OneIn(12))
            events.Add(Release(holds[0]));
        if (aside.Count > 0 && OneIn(5))
            events.Add(Lift(aside.First()));
        return Written(events);
    }

    /// <summary>All that is held or in quarantine is let go.</summary>
    public IEnumerable<string> LetGo() =>
        Written([.. holds.ToArray().Select(Release), .. aside.ToArray().Select(Lift)]);

    /// <summary>What its people do with bytes on a day.</summary>
    public async Task HandleAsync()
    {
        for (var i = hasEnded ? 0 : random.Next(4); i > 0; i--)
            await PutAsync($"r{next++}");
        if (things.Count == 0)
            return;
        if (OneIn(6))
            await TryAsync(() => Vault.DeleteAsync(Account, Some, own));
        if (OneIn(4))
            await TryAsync(() => Vault.RetrieveAsync(Account, Some, $"p{next++}", own));
        if (OneIn(3))
            await TryAsync(() => FetchAsync(Some));
        foreach (var thing in aside)
            await TryAsync(() => FetchAsync(thing));
        if (OneIn(40))
            await TryAsync(() => Vault.Exports.AskAsync(Account, $"x{next++}", own));
        if (put.Count > 0 && OneIn(20))
            await TryAsync(FetchExportAsync);
    }

    /// <summary>Whether a refusal is one of the answers that an account may get, and not that something is wrong.</summary>
    public static bool IsAnswer(RequestException refused) =>
        refused.Code is Code.Unmet or Code.NotFound or Code.Ended or Code.Conflict;

    private async Task PutAsync(string thing)
    {
        var bytes = new byte[random.Next(1, 400)];
        random.NextBytes(bytes);
        await Vault.PutAsync(
            new PutTerms(Account, thing, Classes[random.Next(2)]),
            new MemoryStream(bytes),
            own
        );
        things.Add(thing);
        put.Add(thing, bytes);
    }

    /// <summary>What is given out is what was put, and nothing of it is in quarantine.</summary>
    private async Task FetchAsync(string thing)
    {
        var opened = await Vault.OpenAsync(Account, thing, null, own);
        (await AllOfAsync(opened.Bytes)).ShouldBe(put[thing]);
        aside.ShouldNotContain(thing);
    }

    private async Task FetchExportAsync()
    {
        foreach (var made in Vault.Exports.All(Account).SelectMany(Parts))
        {
            var (part, bytes) = await Vault.Exports.OpenAsync(Account, made.Export, made.Number);
            Convert
                .ToHexStringLower(SHA256.HashData(await AllOfAsync(bytes)))
                .ShouldBe(part.Sha256);
        }

        static IEnumerable<(string Export, int Number)> Parts(ExportFigures its) =>
            its.Parts.Select(part => (its.Export, part.Number));
    }

    private static async Task<byte[]> AllOfAsync(Stream bytes)
    {
        await using var opened = bytes;
        using var all = new MemoryStream();
        await opened.CopyToAsync(all);
        return all.ToArray();
    }

    private void Live(List<(string, string)> events)
    {
        for (var i = 0; i < usage; i++)
            events.Add(("api.called", """{"count":1}"""));
        if (OneIn(2))
        {
            things.Add($"c{next++}");
            events.Add(
                (
                    "object.stored",
                    $$"""{"object":"{{things[^1]}}","class":"{{Classes[random.Next(2)]}}","bytes":{{random.NextInt64(1_000_000_000, 90_000_000_000)}},"tier":"{{(OneIn(4) ? "cold" : "hot")}}"}"""
                )
            );
        }
        if (OneIn(15))
            events.Add(("retention.set", Rule(20, 90)));
        if (OneIn(15))
            events.Add(("lifecycle.set", Rule(5, 40)));
        if (things.Count > 0 && OneIn(25))
        {
            holds.Add($"h{next++}");
            var of = OneIn(3) ? "" : $",\"objects\":[\"{Some}\",\"{Some}\"]";
            var side = OneIn(2) ? "vendor" : "customer";
            events.Add(("hold.placed", Act($"\"hold\":\"{holds[^1]}\",\"side\":\"{side}\"{of}")));
        }
        if (things.Count > 0 && OneIn(60) && Some is var seen && aside.Add(seen))
            events.Add(
                (
                    "report.filed",
                    $$"""{"clause":"content-harmful-software","by":"eve","about":"seen","object":"{{seen}}"}"""
                )
            );
        if (OneIn(Rounds.Of(usual: 200, lasting: 1_200)))
        {
            hasEnded = true;
            events.Add(("account.terminated", "{}"));
        }
    }

    private (string, string) Release(string hold)
    {
        holds.Remove(hold);
        return ("hold.released", Act($"\"hold\":\"{hold}\""));
    }

    private (string, string) Lift(string thing)
    {
        aside.Remove(thing);
        return ("quarantine.lifted", Act($"\"object\":\"{thing}\""));
    }

    private string[] Written(List<(string Type, string Data)> events)
    {
        var from = served.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(events.Count);
        return
        [
            .. events.Select(
                (each, place) =>
                    TestEvents.Line(
                        name,
                        $"e{next++}",
                        each.Type,
                        each.Data,
                        from + TimeSpan.FromMilliseconds(place)
                    )
            ),
        ];
    }

    private string Rule(int least, int most) =>
        $$"""{"class":"{{Classes[random.Next(2)]}}","after":{{(OneIn(5) ? "null" : $"{random.Next(least, most)}")}}}""";

    private static string Act(string about) => $$"""{{{about}},"by":"bob","reason":"so"}""";

    private bool OneIn(int count) => random.Next(count) == 0;

    /// <summary>What is gone, kept or in quarantine may not be: that is an answer too.</summary>
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestException refused) when (IsAnswer(refused)) { }
    }
}
