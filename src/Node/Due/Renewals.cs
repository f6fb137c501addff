using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Refusals;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Due;

/// <summary>
/// Folds the accounts in memory under a version that is to take effect, ahead of it: one after the other, beside all else, so
/// that nobody has to wait for it then. Until then they go on as they are. Interrupted, it goes on from the last checkpoint
/// that it has made.
/// </summary>
internal sealed partial class Renewals(NodeContext context, AccountDirectory accounts)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>How often one is tried that does not come to know the version; when it takes effect it is folded in any case.</summary>
    private const int MostTries = 3;

    private readonly Dictionary<AccountId, int> tries = [];
    private UInt128 print;
    private Moment next;
    private Task running = Task.CompletedTask;

    /// <summary>Ends when what it does now is done.</summary>
    public Task Running => running;

    /// <summary>Looks now and then whether there is something to be folded, and begins with it.</summary>
    public void Begin()
    {
        var now = context.Clock.Now;
        if (!running.IsCompleted || now < next && next - now <= Pause)
            return;
        next = now + Pause;
        running = Task.Run(Renew);
    }

    private void Renew()
    {
        if (print != context.Rules.Print)
            tries.Clear();
        print = context.Rules.Print;
        try
        {
            foreach (var door in accounts.Doors.Where(LacksVersion))
                if (tries.GetValueOrDefault(door.Name) < MostTries)
                    Renew(door);
        }
        catch (OperationCanceledException)
        {
            // The node stops. What was made so far stays.
        }
        catch (Exception failure)
        {
            // Nobody waits for it: it begins again by itself, and what takes effect is folded in any case.
            Failed(context.Log, failure);
        }
    }

    /// <summary>Whether a version of its policy is to take effect, or may be, of which its live state knows nothing.</summary>
    private bool LacksVersion(Door door) =>
        door.Live is { } live && (live.Rules != context.Rules || live.ValidUntil < Moment.Never);

    private void Renew(Door door)
    {
        tries[door.Name] = tries.GetValueOrDefault(door.Name) + 1;
        try
        {
            // It may have to be told first that there are other policies.
            accounts.LookAfter(door.Name, account => account);
            if (!LacksVersion(door) || door.Live is not { Versions: var versions })
                return;
            door.Study(() => Fold(door, versions));
            door.Note(account => account.MakeStale());
            accounts.LookAfter(door.Name, account => account);
        }
        catch (RequestException) when (!context.Stop.IsCancellationRequested)
        {
            // It is set aside, and its door has told of it.
        }
        catch (RequestException stopping)
        {
            throw new OperationCanceledException(stopping.Message, stopping);
        }
    }

    /// <summary>Makes the checkpoints that know the version. Of a short life none are kept.</summary>
    private bool Fold(Door door, int versions)
    {
        var stored = door.Life.Look();
        if (stored.Sequence < context.Settings.LeastKept)
            return false;
        var (rules, until) = (context.Rules, context.Clock.Now.Next);
        stored.Run(
            new LifeFold(rules, until, until, context.Rates.Latest(rules, until))
            {
                StatedFrom = Moment.Never,
                Knowing = versions,
            }
        );
        return true;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Folding accounts ahead of a version that is to take effect failed; it is tried again."
    )]
    private static partial void Failed(ILogger log, Exception failure);
}
