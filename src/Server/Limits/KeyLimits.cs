using System.Collections.Concurrent;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Evenhand.Server.Settings;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Limits;

/// <summary>What each key may have under way and how often it may send, at each door by itself.</summary>
public sealed class KeyLimits
{
    /// <summary>Connections that no door may fill: half of them are for the other doors.</summary>
    private const int ConnectionsToRequests = 2;

    /// <summary>Asks are small: their bodies have an eighth of what events have.</summary>
    private const int EventsToAsks = 8;

    /// <summary>What a key may always have under way.</summary>
    private const int FewRequests = 16;

    /// <summary>A body that grows is for a moment held twice.</summary>
    private const int Growing = 2;

    private const long MostOfAsk = 1 << 18;

    private readonly ConcurrentDictionary<string, KeyLoad[]> loads = new(StringComparer.Ordinal);
    private readonly Pool[] open = new Pool[Doors.Count];
    private readonly Pool[] bytes = new Pool[Doors.Count];
    private readonly Rate? rate;
    private readonly Rate? ofAccounts;
    private readonly TimeProvider clock;
    private readonly long begun;

    /// <summary>The limits of a server.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="clock">The time.</param>
    public KeyLimits(ServerSettings settings, TimeProvider clock)
    {
        (this.clock, begun) = (clock, clock.GetTimestamp());
        rate = settings.Rate is { } perSecond ? new Rate(perSecond) : null;
        ofAccounts = settings.AccountRate is { } fewer ? new Rate(fewer) : null;
        for (var door = 0; door < Doors.Count; door++)
        {
            open[door] = new Pool(settings.MostConnections / ConnectionsToRequests, FewRequests);
            bytes[door] =
                (Door)door == Door.Ingest
                    ? new Pool(settings.MostBodies, Growing * (long)settings.MostBody)
                    : new Pool(settings.MostBodies / EventsToAsks, Growing * MostOfAsk);
        }
    }

    /// <summary>Bytes of the bodies under way that were copied.</summary>
    public long Held => bytes.Sum(pool => pool.Taken);

    /// <summary>Lets a request of a key through its door, and notes when it has ended.</summary>
    /// <exception cref="RequestException">The key sends too often, or has too much under way.</exception>
    public Task PassAsync(HttpContext context, in Caller caller, Door door, RequestDelegate next)
    {
        var load = LoadOf(caller.Key, door);
        if ((caller.OnlyAccount is null ? rate : ofAccounts) is { } held)
            Hold(held, load);
        var pool = open[(int)door];
        Require(pool.Take(ref load.Open, 1), "requests");
        Task passing;
        try
        {
            passing = next(context);
        }
        catch
        {
            pool.Give(ref load.Open, 1);
            throw;
        }
        if (!passing.IsCompletedSuccessfully)
            return EndAsync(passing, pool, load);
        pool.Give(ref load.Open, 1);
        return Task.CompletedTask;
    }

    /// <summary>The memory for the body of a request that has passed.</summary>
    internal BodyMemory MemoryOf(HttpContext context)
    {
        var door = context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()?.Door ?? Door.Other;
        return new BodyMemory(bytes[(int)door], LoadOf(Caller.Of(context).Key, door));
    }

    /// <summary>Turns away what found no room.</summary>
    internal static void Require(Room room, string what)
    {
        if (room == Room.NoneForKey)
            throw new RequestException(
                Code.ShareUsed,
                $"the key has as many {what} under way as one may; let some of them end first"
            );
        if (room == Room.None)
            throw new RequestException(
                Code.Overloaded,
                $"more {what} are under way than this server takes at once"
            );
    }

    private void Hold(Rate held, KeyLoad load)
    {
        if (!held.Pass(ref load.Spoken, clock.GetElapsedTime(begun).Ticks, out var wait))
            throw new RequestException(Code.RateLimited, "the key sends more often than it may")
            {
                RetryAfter = wait,
            };
    }

    /// <summary>There are as many loads as there are keys that were shown.</summary>
    private KeyLoad LoadOf(Key key, Door door) =>
        loads.GetOrAdd(key.Id, static _ => [new KeyLoad(), new KeyLoad(), new KeyLoad()])[
            (int)door
        ];

    private static async Task EndAsync(Task passing, Pool pool, KeyLoad load)
    {
        try
        {
            await passing;
        }
        finally
        {
            pool.Give(ref load.Open, 1);
        }
    }
}
