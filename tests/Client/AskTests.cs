using System.Net;
using System.Text.Json.Nodes;
using Evenhand.Client;
using Evenhand.Wire;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client;

public sealed class AskTests
{
    private const string Refusal =
        """{"type":"about:blank","title":"Bad request","status":400,"detail":"act is missing","clause":"calls","policy":"shop","version":"3","errors":[{"index":0,"pointer":"/act","detail":"missing"}]}""";

    [Fact]
    public async Task The_server_decides_and_the_answer_says_so()
    {
        await using var server = await StartAsync(
            Respond(
                200,
                "application/json",
                Asks.Allowed,
                ("RateLimit", "\"calls\";r=7;t=60"),
                ("RateLimit-Policy", "\"calls\";q=10;w=60")
            )
        );
        using var client = new EvenhandClient(server.Options());

        var answer = await client.AskAsync(
            Asks.Call with
            {
                With = new JsonObject { ["count"] = 2 },
            },
            cancel: Cancel
        );

        answer.Outcome.ShouldBe(Outcome.Allow);
        answer.Basis.ShouldBe(Basis.Live);
        answer.Remaining.ShouldBe("7");
        answer.RateLimit.ShouldBe(
            new RateLimitFields { Limit = "\"calls\";r=7;t=60", Policy = "\"calls\";q=10;w=60" }
        );
        server
            .Requests.ShouldHaveSingleItem()
            .ShouldBe(
                new Received(
                    "POST",
                    "/v1/gate",
                    """{"account":"acme","act":"api.called","with":{"count":2}}""",
                    "Bearer k-1",
                    "application/json"
                )
            );
    }

    [Theory]
    [InlineData(FailMode.Open, Outcome.Allow, Basis.FailOpen)]
    [InlineData(FailMode.Closed, Outcome.Deny, Basis.FailClosed)]
    public async Task A_server_that_is_not_there_leaves_the_choice_to_the_caller(
        FailMode mode,
        Outcome outcome,
        Basis basis
    )
    {
        using var client = new EvenhandClient(await NowhereAsync());

        var answer = await client.AskAsync(Asks.Call with { Id = "mine" }, mode, Cancel);

        (answer.Outcome, answer.Basis).ShouldBe((outcome, basis));
        answer.Id.ShouldBe("mine");
        answer.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_choice_of_the_call_the_options_choose()
    {
        var options = await NowhereAsync();
        options.WhenUnavailable = FailMode.Closed;
        using var client = new EvenhandClient(options);

        (await client.AskAsync(Asks.Call, cancel: Cancel)).Basis.ShouldBe(Basis.FailClosed);
    }

    public static TheoryData<string> Absences => ["503", "500", "html", "broken", "null"];

    [Theory]
    [MemberData(nameof(Absences))]
    public async Task What_is_no_answer_of_the_server_counts_as_out_of_reach(string absence)
    {
        await using var server = await StartAsync(
            absence switch
            {
                "503" => Away("7"),
                "500" => Problem(500, """{"status":500}"""),
                "html" => Respond(200, "text/html", "<p>Please sign in.</p>"),
                "null" => Json("null"),
                _ => Broken,
            }
        );
        using var client = new EvenhandClient(server.Options());

        (await client.AskAsync(Asks.Call, FailMode.Open, Cancel)).Basis.ShouldBe(Basis.FailOpen);
        server.Requests.Count.ShouldBe(1, "an ask is not repeated");
    }

    [Fact]
    public async Task A_slow_server_counts_as_out_of_reach_after_the_timeout()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(Silence);
        using var client = new EvenhandClient(
            server.Options(options => options.GateTimeout = TimeSpan.FromSeconds(1)),
            time: time
        );

        var asking = client.AskAsync(Asks.Call, FailMode.Closed, Cancel);
        await server.NextAsync();
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await asking).Basis.ShouldBe(Basis.FailClosed);
    }

    [Fact]
    public async Task Who_cancels_gets_no_made_up_answer()
    {
        await using var server = await StartAsync(Silence);
        using var client = new EvenhandClient(server.Options());
        using var cancel = new CancellationTokenSource();

        var asking = client.AskAsync(Asks.Call, FailMode.Open, cancel.Token);
        await server.NextAsync();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task A_refusal_is_thrown_with_everything_that_the_server_said()
    {
        await using var server = await StartAsync(Problem(400, Refusal));
        using var client = new EvenhandClient(server.Options());

        var thrown = await Should.ThrowAsync<EvenhandProblemException>(() =>
            client.AskAsync(Asks.Call, FailMode.Open, Cancel)
        );

        thrown.Status.ShouldBe(HttpStatusCode.BadRequest);
        thrown.Message.ShouldContain("act is missing");
        thrown.Problem.Clause.ShouldBe("calls");
        thrown
            .Problem.Errors!.ShouldHaveSingleItem()
            .ShouldBe(
                new ProblemError
                {
                    Index = 0,
                    Pointer = "/act",
                    Detail = "missing",
                }
            );
    }

    [Theory]
    [InlineData("text/plain", "no")]
    [InlineData("application/problem+json", "{ torn")]
    public async Task A_refusal_without_problem_details_still_has_its_status(
        string type,
        string body
    )
    {
        await using var server = await StartAsync(Respond(401, type, body));
        using var client = new EvenhandClient(server.Options());

        var thrown = await Should.ThrowAsync<EvenhandProblemException>(() =>
            client.AskAsync(Asks.Call, FailMode.Open, Cancel)
        );

        thrown.Problem.Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_path_in_the_address_is_kept(string end)
    {
        await using var server = await StartAsync(Json(Asks.Allowed));
        using var client = new EvenhandClient(
            server.Options(options => options.Address = new Uri(server.Address, "/usage" + end))
        );

        await client.AskAsync(Asks.Call, cancel: Cancel);

        server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/usage/v1/gate");
    }

    [Fact]
    public void An_address_is_needed() =>
        Should.Throw<ArgumentException>(() => new EvenhandClient(new EvenhandOptions()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The address of a server that has gone.</summary>
    private static async Task<EvenhandOptions> NowhereAsync()
    {
        var server = await StartAsync(Json(Asks.Allowed));
        var options = server.Options();
        await server.DisposeAsync();
        return options;
    }
}
