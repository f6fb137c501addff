using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Node.Reservations;
using Evenhand.Tests.Replay;
using Shouldly;

namespace Evenhand.Tests.Node;

/// <summary>Makes and ends the reservations of a random stream at a node, which may be restarted meanwhile.</summary>
internal sealed class Reserving(ServedNode served)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Dictionary<RandomHold, Reservation> held = [];

    /// <summary>The reservations that were made, and how they ended.</summary>
    public List<(RandomHold Reservation, ReservationState Status)> Ended { get; } = [];

    /// <summary>Whether something is held for an account.</summary>
    public bool Holds(string account) => held.Keys.Any(each => each.Act.Account == account);

    /// <summary>
    /// Asks with a reservation; one that is denied, whose account is not open, or whose id was used up before, holds
    /// nothing.
    /// </summary>
    public async Task MakeAsync(RandomHold hold)
    {
        var act = hold.Act;
        try
        {
            var outcome = await served.AskAsync(act.Account, act.Type, act.Data, hold.More);
            if (outcome.Reservation is { } made)
                held[hold] = made;
        }
        catch (RequestException closed)
            when (closed.Code
                    is Code.UnknownAccount
                        or Code.NotOpened
                        or Code.Ended
                        or Code.ReservationExpired
            ) { }
    }

    /// <summary>Ends one as it is to end; one that was never made, or has ended, is passed over.</summary>
    public async Task EndAsync(RandomHold hold)
    {
        if (!held.TryGetValue(hold, out var made))
            return;
        if (served.Now >= made.Expires + Remembered)
        {
            await ForgottenAsync(made);
            held.Remove(hold);
            return;
        }
        var ended = hold.End switch
        {
            HoldEnd.Settled => await served.Node.SettleAsync(made.Id, hold.Used, null),
            HoldEnd.Released => await served.Node.ReleaseAsync(made.Id, null),
            _ => await ExpiredAsync(made),
        };
        held.Remove(hold);
        ended.Account.Text.ShouldBe(hold.Act.Account);
        Ended.Add((hold, ended.Status));
    }

    /// <summary>Makes some reservations of a stream whenever it is, and ends some that were made.</summary>
    public async Task SomeAsync(RandomStream stream)
    {
        foreach (var hold in stream.Holds)
            if (stream.Random.Next(8) == 0)
                await MakeAsync(hold);
        foreach (var hold in held.Keys.ToArray())
            if (stream.Random.Next(2) == 0)
                await EndAsync(hold);
    }

    /// <summary>One that ended a day ago is there no more.</summary>
    private async Task ForgottenAsync(Reservation made)
    {
        var gone = await Should.ThrowAsync<RequestException>(() =>
            served.Node.ReleaseAsync(made.Id, null)
        );
        gone.Code.ShouldBe(Code.UnknownReservation);
    }

    /// <summary>Ends all that are still held.</summary>
    public async Task EndAllAsync()
    {
        foreach (var hold in held.Keys.ToArray())
            await EndAsync(hold);
    }

    /// <summary>One that is left alone has expired by the time that it says; to end it then says so.</summary>
    private async Task<Reservation> ExpiredAsync(Reservation made)
    {
        var ended = await served.Node.ReleaseAsync(made.Id, null);
        if (served.Now >= made.Expires)
            ended.Status.ShouldBe(ReservationState.Expired);
        return ended;
    }
}
