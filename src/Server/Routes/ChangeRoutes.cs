using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Changes;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Evenhand.Server.Routes;

/// <summary>What changes, as it does: server-sent events (WHATWG HTML, 9.2), coarse, for whoever shows lists.</summary>
internal sealed class ChangeRoutes(EvenhandNode node, IHostApplicationLifetime lifetime)
{
    /// <summary>What comes sooner after the last events than this comes with them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>So often something is sent, so that whoever has gone is noticed, and a key that has ended.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/changes", Follow)
            .Describe("Accounts", "Follow what changes, as server-sent events")
            .WithDescription(
                "Events of three types: change (data: the account and which of its lists read otherwise now), reset (what was missed "
                    + "is not known: read everything anew) and quiet (nothing changed for a while). The last id, sent back as "
                    + "Last-Event-ID or after=, goes on where a connection broke off. account=… for one; an account's key follows its own."
            )
            .Answers(typeof(string), Media.Happening)
            .WithMetadata(Compression.None)
            .Fails(400, 404);

    private ServerSentEventsResult<ChangeView> Follow(
        string? account,
        string? after,
        HttpContext context
    )
    {
        var caller = Caller.Of(context);
        if (
            account is not null
            && (!caller.MaySee(account) || node.Account(new AccountId(account)) is null)
        )
            throw Refusal.NoAccount();
        var last = context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : after;
        var place = last is null ? node.Changes.End : PlaceOf(last);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        context.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(
            HeadAnswers.Wanted(context)
                ? AsyncEnumerable.Empty<SseItem<ChangeView>>()
                : FollowAsync(
                    new Follower(caller.Key, account ?? caller.OnlyAccount),
                    place,
                    stop.Token
                )
        );
    }

    /// <summary>Ends when the caller goes, the server stops or the key no longer works.</summary>
    private async IAsyncEnumerable<SseItem<ChangeView>> FollowAsync(
        Follower follower,
        long? known,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        if (known is null)
            yield return Item("reset", Nothing, known = node.Changes.End);
        else
            yield return Item("quiet", Nothing, known);
        while (node.Keys.StillWorks(follower.Key) && node.People.LetsWork(follower.Key))
        {
            if (!await CameAsync(known!.Value, stop))
            {
                if (stop.IsCancellationRequested)
                    yield break;
                yield return Item("quiet", Nothing, known);
                continue;
            }
            if (node.Changes.After(known.Value) is not { } page)
            {
                yield return Item("reset", Nothing, known = node.Changes.End);
                continue;
            }
            known = page.End;
            Change[] own = [.. page.Changes.Where(follower.Sees)];
            for (var i = 0; i < own.Length; i++)
                // Whoever breaks off amid a page gets it again, rather than lose the rest of it.
                yield return Item("change", View(own[i]), i == own.Length - 1 ? known : null);
        }
    }

    /// <summary>Whether something came before it was quiet for long.</summary>
    private async Task<bool> CameAsync(long place, CancellationToken stop)
    {
        try
        {
            await node.Changes.WaitAsync(place, stop).WaitAsync(Quiet, stop);
            await Task.Delay(Pace, stop);
            return true;
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The place that an id names; null where it names none of this run of the server.</summary>
    private long? PlaceOf(string id) =>
        id.Split('-') is [var epoch, var text]
        && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? run == node.Changes.Epoch && node.Changes.After(place) is not null
                ? place
                : null
            : throw Refusal.Malformed("that is no id of an event of this list", "?after");

    private SseItem<ChangeView> Item(string type, ChangeView what, long? place) =>
        new(what, type)
        {
            EventId = place is { } end
                ? string.Create(CultureInfo.InvariantCulture, $"{node.Changes.Epoch}-{end}")
                : null,
        };

    private static ChangeView Nothing { get; } = new() { What = [] };

    private static ChangeView View(Change change) =>
        new()
        {
            Account = change.Account.IsNone ? null : change.Account.Text,
            What =
            [
                .. Enum.GetValues<Changed>()
                    .Where(each => each != Changed.Nothing && change.What.HasFlag(each))
                    .Select(each => each.ToString().ToLowerInvariant()),
            ],
        };

    /// <summary>Who follows.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="Account">The one account that it follows; null for all, and what they share.</param>
    private sealed record Follower(Key Key, string? Account)
    {
        public bool Sees(Change change) => Account is null || change.Account.Text == Account;
    }
}
