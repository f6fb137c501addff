using Evenhand.Client;
using Evenhand.Wire;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client;

public sealed class ReservationTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(599.5);

    [Fact]
    public async Task A_settled_reservation_says_how_much_was_needed()
    {
        await using var server = await StartAsync(Json(Asks.Reserved), Json(Asks.Settled));
        using var client = new EvenhandClient(server.Options());

        await using (var held = await ReserveAsync(client))
        {
            held.IsHeld.ShouldBeTrue();
            (await held.SettleAsync(2.50m, Cancel))!.Status.ShouldBe(ReservationStatus.Settled);
            held.IsHeld.ShouldBeFalse();
        }

        Calls(server)
            .ShouldBe([
                """/v1/gate {"account":"acme","act":"api.called","reserve":{"quantity":"5","seconds":600}}""",
                """/v1/reservations/r%201/settle {"quantity":"2.5"}""",
            ]);
    }

    [Fact]
    public async Task An_act_that_throws_holds_nothing()
    {
        await using var server = await StartAsync(Json(Asks.Reserved), Json(Asks.Released));
        using var client = new EvenhandClient(server.Options());

        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await using var held = await ReserveAsync(client);
            throw new InvalidOperationException("the act failed");
        });

        Calls(server)[1].ShouldBe("/v1/reservations/r%201/release ");
    }

    [Fact]
    public async Task Disposing_settles_with_what_was_used()
    {
        await using var server = await StartAsync(Json(Asks.Reserved), Json(Asks.Settled));
        using var client = new EvenhandClient(server.Options());

        await using (var held = await ReserveAsync(client))
            held.Used = 0m;

        Calls(server)[1].ShouldBe("""/v1/reservations/r%201/settle {"quantity":"0"}""");
    }

    [Fact]
    public async Task A_denial_holds_nothing_and_ends_nothing()
    {
        await using var server = await StartAsync(
            Json(Asks.Decision("deny", Asks.Reason("calls", "No more.")))
        );
        using var client = new EvenhandClient(server.Options());

        await using (var held = await ReserveAsync(client))
        {
            held.MayAct.ShouldBeFalse();
            held.IsHeld.ShouldBeFalse();
            (await held.SettleAsync(1, Cancel)).ShouldBeNull();
        }

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Failing_open_holds_nothing_and_goes_on()
    {
        await using var server = await StartAsync(Away());
        using var client = new EvenhandClient(server.Options());

        await using var held = await ReserveAsync(client);

        held.MayAct.ShouldBeTrue();
        held.IsHeld.ShouldBeFalse();
        held.Answer.Basis.ShouldBe(Basis.FailOpen);
    }

    [Fact]
    public async Task Settling_is_tried_again_after_the_time_that_the_server_asked_for()
    {
        var time = new HastyTime(TimeSpan.FromSeconds(10));
        await using var server = await StartAsync(
            Json(Asks.Reserved),
            Away("3"),
            Broken,
            Json(Asks.Settled)
        );
        using var client = new EvenhandClient(
            server.Options(options => options.Retries = new Backoff { MostAttempts = 3 }),
            time: time,
            random: new Random(1)
        );

        await using var held = await ReserveAsync(client);
        var settled = await held.SettleAsync(2.5m, Cancel);

        settled!.Settled.ShouldBe("2.5");
        Calls(server).Skip(1).Distinct().ShouldHaveSingleItem();
        time.Waits.Count.ShouldBe(2);
        time.Waits[0].ShouldBeInRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.05));
        time.Waits[1].ShouldBeInRange(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task Settling_throws_when_all_tries_are_used_up_and_can_be_called_again()
    {
        await using var server = await StartAsync(
            Json(Asks.Reserved),
            Away(),
            Away(),
            Json(Asks.Settled)
        );
        using var client = new EvenhandClient(
            server.Options(options => options.Retries = new Backoff { MostAttempts = 2 }),
            time: new HastyTime(TimeSpan.FromSeconds(10))
        );

        await using var held = await ReserveAsync(client);

        await Should.ThrowAsync<EvenhandUnavailableException>(() => held.SettleAsync(1, Cancel));
        held.IsHeld.ShouldBeTrue();
        (await held.SettleAsync(1, Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Disposing_does_not_throw_over_the_act(int status)
    {
        await using var server = await StartAsync(
            Json(Asks.Reserved),
            Respond(status, "text/plain", "")
        );
        using var client = new EvenhandClient(
            server.Options(),
            time: new HastyTime(TimeSpan.FromSeconds(10))
        );

        var held = await ReserveAsync(client);
        await held.DisposeAsync();
        await held.DisposeAsync();

        held.IsHeld.ShouldBeFalse();
        server.Requests.Count.ShouldBe(status == 404 ? 2 : 4);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task Nothing_or_no_time_cannot_be_held(int quantity, int seconds)
    {
        await using var server = await StartAsync(Json(Asks.Reserved));
        using var client = new EvenhandClient(server.Options());

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            client.ReserveAsync(Asks.Call, quantity, TimeSpan.FromSeconds(seconds), cancel: Cancel)
        );
        server.Requests.ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Reservation> ReserveAsync(EvenhandClient client) =>
        client.ReserveAsync(Asks.Call, 5.00m, Lifetime, cancel: Cancel);

    private static string[] Calls(ScriptedServer server) =>
        [.. server.Requests.Select(request => $"{request.Path} {request.Body}")];
}
