using System.Net;
using System.Text.Json.Nodes;
using Evenhand.Node.Acts;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;

namespace Evenhand.Tests.Server;

/// <summary>
/// A random walk over what people do about an account, taken through a server: usage as events, acts by their routes with the key of
/// whoever acts, and what may not come in as an event all the same tried as one.
/// </summary>
internal sealed class ActWalk(Cast cast, StandingWalk walk)
{
    private static readonly string[] People = ["ann", "bob", "cyd", "dan"];

    private readonly Random random = new(walk.Events.Count);

    /// <summary>How many acts had their effect.</summary>
    public int Done { get; private set; }

    /// <summary>How many were not possible.</summary>
    public int Refused { get; private set; }

    /// <summary>Acts that a door took that it should not have.</summary>
    public List<string> Leaks { get; } = [];

    /// <summary>Takes the walk up to a while after its end.</summary>
    public async Task RunAsync()
    {
        await cast.OwnAsync(walk.Account);
        foreach (var each in walk.Events)
        {
            await TillAsync(each.Time.ToDateTimeOffset());
            await TakeAsync(each);
        }
        await TillAsync(walk.End.ToDateTimeOffset());
    }

    private async Task TillAsync(DateTimeOffset time)
    {
        if (time > cast.Clock.GetUtcNow())
        {
            cast.Clock.Add(time - cast.Clock.GetUtcNow());
            await cast.Server.Server.Node.LookAfterDueAsync();
        }
        else
            cast.Clock.Add(TimeSpan.FromMilliseconds(1));
    }

    private async Task TakeAsync(RandomEvent each)
    {
        var row = ActTable.Rows.FirstOrDefault(row => row.Type == each.Type);
        var data = JsonNode.Parse(each.Data)!.AsObject();
        if (each.Type == "gate.asked")
            return;
        if (
            row is null
            || each.Type == "usage.voided"
            || each.Type == "exception.granted" && data["exception"] is null
        )
        {
            await cast.ReportAsync(each.Id, walk.Account, each.Type, each.Data);
            if (each.Type == "usage.voided")
                await VoidAsync(each, data);
            return;
        }
        if (
            random.Next(4) == 0
            && await cast.TriesEventAsync($"e-{each.Id}", walk.Account, each.Type, each.Data)
        )
            Leaks.Add($"{each.Type} {each.Data}");
        var by = (string?)data["by"];
        data.Remove("by");
        var who =
            row.IsOfAccount ? walk.Account
            : !row.NamesPerson ? "bob"
            : by is not null && People.Contains(by) ? by
            : People[random.Next(People.Length)];
        var path = row.Pattern.Replace("{account}", walk.Account);
        foreach (var name in row.InAddress)
        {
            path = path.Replace($"{{{name}}}", Uri.EscapeDataString((string)data[name]!));
            data.Remove(name);
        }
        foreach (var price in data["price"] is JsonObject its ? new[] { its } : [])
            (price["per"], price["amount"]) = ($"{price["per"]}", $"{price["amount"]}");
        if (each.Type == "appeal.decided" && (string?)data["outcome"] != "changed")
            data.Remove("to");
        data["id"] = each.Id;
        Note(await cast.PostAsync(who, path, data.ToJsonString()), $"{path} {data}");
    }

    private async Task VoidAsync(RandomEvent each, JsonObject data) =>
        Note(
            await cast.PostAsync(
                "bob",
                $"/v1/accounts/{walk.Account}/acts/{data["id"]}/void",
                $$"""{"id":"v-{{each.Id}}","reason":"a mistake"}"""
            ),
            each.Data
        );

    private void Note(Answer answer, string what)
    {
        if (answer.Status == HttpStatusCode.OK)
            Done++;
        else if (
            answer.Status
            is HttpStatusCode.Conflict
                or HttpStatusCode.Forbidden
                or HttpStatusCode.BadRequest
        )
            Refused++;
        else
            throw new InvalidOperationException($"{what}: {answer.Status} {answer.Body}");
    }
}
