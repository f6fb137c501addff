using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Changes;
using Evenhand.Node.Refusals;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;

namespace Evenhand.Server.Routes;

/// <summary>What changes, told to whoever follows it: server-sent events (WHATWG HTML, 9.2).</summary>
internal sealed class ChangeStream(EvenhandNode node, IHostApplicationLifetime lifetime)
{
    /// <summary>What comes sooner after the last events than this comes with them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>So often something is sent, so that whoever has gone is noticed, and a key that has ended.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>Tells the caller of a request what changes, until it goes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">The one account that it follows; null for all that it may see.</param>
    /// <param name="after">The id after which it goes on; null for what comes from now on.</param>
    /// <param name="goesOn">Whether it may still be told, asked again and again; null for as long as its key works.</param>
    /// <exception cref="RequestException">There is no such account for it, or the id is none.</exception>
    public async Task<ServerSentEventsResult<ChangeView>> FollowAsync(
        HttpContext context,
        string? account,
        string? after,
        Func<bool>? goesOn = null
    )
    {
        var caller = Caller.Of(context);
        if (
            account is not null
            && (!caller.MaySee(account) || node.Account(new AccountId(account)) is null)
        )
            throw Refusal.NoAccount();
        var last = context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : after;
        var known = last is null ? node.Changes.Feed.End : await MarkOfAsync(last);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        context.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(
            HeadAnswers.Wanted(context)
                ? AsyncEnumerable.Empty<SseItem<ChangeView>>()
                : TellAsync(
                    new Follower(
                        account ?? caller.OnlyAccount,
                        goesOn
                            ?? (
                                () =>
                                    node.Keys.StillWorks(caller.Key)
                                    && node.People.LetsWork(caller.Key)
                            )
                    ),
                    known,
                    stop.Token
                )
        );
    }

    /// <summary>Ends when the caller goes, the server stops or the caller may be told no more.</summary>
    private async IAsyncEnumerable<SseItem<ChangeView>> TellAsync(
        Follower follower,
        ChangeMark? from,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var known = from ?? node.Changes.Feed.End;
        if (from is null)
            yield return await EndAsync("reset", Nothing, known);
        else if (known.Place >= 0)
            yield return await EndAsync("quiet", Nothing, known);
        while (follower.GoesOn())
        {
            if (known.Place >= 0 && !await CameAsync(known.Place, stop))
            {
                if (stop.IsCancellationRequested)
                    yield break;
                yield return await EndAsync("quiet", Nothing, known);
                continue;
            }
            if (node.Changes.Feed.After(known.Place) is { } page)
            {
                known = page.End;
                Change[] own = [.. page.Changes.Where(follower.Sees)];
                for (var i = 0; i < own.Length; i++)
                    // Whoever breaks off amid a page gets it again, rather than lose the rest of it.
                    yield return i == own.Length - 1
                        ? await EndAsync("change", View(own[i]), known)
                        : new(View(own[i]), "change");
                continue;
            }
            // What is not in memory any more, or was before the start, the ledger knows: from there on, and then on from here.
            var end = node.Changes.Feed.End;
            await foreach (
                var change in node.Changes.SinceAsync(known.Cursor).WithCancellation(stop)
            )
                if (follower.Sees(change))
                    yield return new(View(change), "change");
            yield return await EndAsync("quiet", Nothing, known = end);
        }
    }

    /// <summary>Whether something came before it was quiet for long.</summary>
    private async Task<bool> CameAsync(long place, CancellationToken stop)
    {
        try
        {
            await node.Changes.Feed.WaitAsync(place, stop).WaitAsync(Quiet, stop);
            await Task.Delay(Pace, stop);
            return true;
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>How far an id means; null where it is of no past of this ledger.</summary>
    private async Task<ChangeMark?> MarkOfAsync(string id)
    {
        try
        {
            return await node.Changes.ReadAsync(id);
        }
        catch (FormatException)
        {
            throw Refusal.Malformed("that is no id of an event of this list", "?after");
        }
    }

    /// <summary>An event after which whoever follows is told on from a mark.</summary>
    private async ValueTask<SseItem<ChangeView>> EndAsync(
        string type,
        ChangeView what,
        ChangeMark known
    ) => new(what, type) { EventId = await node.Changes.NameAsync(known) };

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
    /// <param name="Account">The one account that it follows; null for all, and what they share.</param>
    /// <param name="GoesOn">Whether it may still be told.</param>
    private sealed record Follower(string? Account, Func<bool> GoesOn)
    {
        public bool Sees(Change change) => Account is null || change.Account.Text == Account;
    }
}
