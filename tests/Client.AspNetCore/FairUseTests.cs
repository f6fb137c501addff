using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Client;
using Evenhand.Wire;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.Asks;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client.AspNetCore;

public sealed class FairUseTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string ByMidnight =
        ""","limit":"10","used":"12","resets":"2024-03-02T00:00:00Z" """;

    [Fact]
    public async Task What_is_allowed_runs_and_is_reported_once_it_succeeded()
    {
        await using var server = await StartAsync(GateThenStore(Allowed));
        await using var shop = await ShopApp.StartAsync(
            server,
            options => options.With = _ => new JsonObject { ["operation"] = "orders" },
            new FakeTimeProvider(Now)
        );

        using var response = await shop.GetAsync("/orders/200");
        await shop.StopAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        shop.Runs.ShouldBe(1);
        server
            .Requests[0]
            .Body.ShouldBe(
                """{"account":"acme","act":"api.called","with":{"operation":"orders"}}"""
            );
        using var events = JsonDocument.Parse(server.Requests[1].Body);
        var reported = events.RootElement.EnumerateArray().ShouldHaveSingleItem();
        reported.GetProperty("type").GetString().ShouldBe("api.called");
        reported.GetProperty("subject").GetString().ShouldBe("acme");
        reported.GetProperty("source").GetString().ShouldBe("shop");
        reported.GetProperty("time").GetDateTimeOffset().ShouldBe(Now);
        reported.GetProperty("data").GetProperty("operation").GetString().ShouldBe("orders");
    }

    [Fact]
    public async Task What_failed_is_not_reported()
    {
        await using var server = await StartAsync(GateThenStore(Allowed));
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/orders/409");
        await shop.StopAsync();

        ((int)response.StatusCode).ShouldBe(409);
        server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/v1/gate");
    }

    [Fact]
    public async Task What_waits_is_sent_when_the_application_stops()
    {
        await using var server = await StartAsync(GateThenStore(Allowed));
        await using var shop = await ShopApp.StartAsync(server, time: new FakeTimeProvider(Now));

        using var response = await shop.GetAsync("/orders/200");
        await shop.StopAsync();

        server.Requests.Select(request => request.Path).ShouldBe(["/v1/gate", "/v1/events"]);
    }

    [Fact]
    public async Task A_limit_that_resets_is_429_with_the_clause_and_the_time_to_come_back()
    {
        await using var server = await StartAsync(
            Json(
                Decision(
                    "deny",
                    Reason(
                        "burst",
                        "At most 5 a minute.",
                        ""","limit":"5","used":"5","retry_after":"20" """
                    ),
                    Reason("daily-calls", "At most 10 a day.", ByMidnight)
                )
            )
        );
        await using var shop = await ShopApp.StartAsync(server, time: new FakeTimeProvider(Now));

        using var response = await shop.GetAsync("/orders/200");

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(12));
        Header(response, "RateLimit").ShouldBe("\"burst\";r=0;t=20, \"daily-calls\";r=0;t=43200");
        Header(response, "RateLimit-Policy").ShouldBe("\"burst\";q=5, \"daily-calls\";q=10");
        var problem = await ProblemAsync(response);
        (problem.Clause, problem.Policy, problem.Version, problem.Status).ShouldBe(
            ("daily-calls", "shop", "3", 429)
        );
        problem.Detail.ShouldBe("At most 10 a day.");
        problem
            .Errors!.Select(error => error.Detail)
            .ShouldBe(["At most 5 a minute.", "At most 10 a day."]);
        shop.Runs.ShouldBe(0);
        server.Requests.Count.ShouldBe(1, "a denied act did not happen");
    }

    [Fact]
    public async Task A_reason_that_only_warns_is_not_what_the_denial_tells()
    {
        await using var server = await StartAsync(
            Json(
                Decision(
                    "deny",
                    Reason("many-calls", "Many.", ""","outcome":"warn" """),
                    Reason(
                        "too-many-calls",
                        "Too many.",
                        ""","retry_after":"60","outcome":"deny" """
                    )
                )
            )
        );
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/orders/200");

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var problem = await ProblemAsync(response);
        problem.Clause.ShouldBe("too-many-calls");
        problem.Errors.ShouldBeNull();
    }

    [Fact]
    public async Task What_does_not_pass_by_itself_is_403_and_tells_that_clause()
    {
        await using var server = await StartAsync(
            Json(
                Decision(
                    "deny",
                    Reason("daily-calls", "At most 10 a day.", ByMidnight),
                    Reason("resale", "Not for resale.")
                )
            )
        );
        await using var shop = await ShopApp.StartAsync(server, time: new FakeTimeProvider(Now));

        using var response = await shop.GetAsync("/orders/200");

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Headers.RetryAfter.ShouldBeNull();
        (await ProblemAsync(response)).Clause.ShouldBe("resale");
        shop.Runs.ShouldBe(0);
    }

    [Fact]
    public async Task A_warning_goes_along_with_the_answer()
    {
        await using var server = await StartAsync(
            GateThenStore(
                Decision("warn", Reason("near-limit", "Soon."), Reason("ärger\\\"", "Beware."))
            )
        );
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/orders/200");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Evenhand-Warning")
            .ShouldBe(
                """
                "near-limit";policy="shop";version="3", "%C3%A4rger\"";policy="shop";version="3"
                """
            );
        shop.Runs.ShouldBe(1);
    }

    [Fact]
    public async Task The_fields_of_the_gate_are_handed_on()
    {
        await using var server = await StartAsync(
            Respond(
                200,
                "application/json",
                Allowed,
                ("RateLimit", "\"calls\";r=7;t=60"),
                ("RateLimit-Policy", "\"calls\";q=10;w=60")
            ),
            Json("""{"accepted":1,"duplicates":0,"rejected":[]}""")
        );
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/orders/200");

        Header(response, "RateLimit").ShouldBe("\"calls\";r=7;t=60");
        Header(response, "RateLimit-Policy").ShouldBe("\"calls\";q=10;w=60");
    }

    [Theory]
    [InlineData(FailMode.Open, 200, 1)]
    [InlineData(FailMode.Closed, 503, 0)]
    public async Task While_the_gate_is_out_of_reach_the_endpoint_does_as_it_was_told(
        FailMode mode,
        int status,
        int runs
    )
    {
        await using var server = await StartAsync(
            (context, request) =>
                (request.Path == "/v1/gate" ? Away() : Reporting.Events.Store)(context, request)
        );
        await using var shop = await ShopApp.StartAsync(
            server,
            options => options.WhenUnavailable = mode
        );

        using var response = await shop.GetAsync("/orders/200");

        ((int)response.StatusCode).ShouldBe(status);
        shop.Runs.ShouldBe(runs);
        if (mode == FailMode.Closed)
            (await ProblemAsync(response)).Clause.ShouldBeNull("no clause stands behind it");
    }

    [Fact]
    public async Task A_request_of_nobody_is_refused_without_asking()
    {
        await using var server = await StartAsync(Json(Allowed));
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/orders/200", caller: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ProblemAsync(response)).Title.ShouldBe("The account is not known");
        shop.Runs.ShouldBe(0);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_account_may_come_from_elsewhere()
    {
        await using var server = await StartAsync(GateThenStore(Allowed));
        await using var shop = await ShopApp.StartAsync(
            server,
            options => options.Account = context => context.Request.Query["of"]
        );

        using var response = await shop.GetAsync("/orders/200?of=zebra");

        server.Requests[0].Body.ShouldContain("\"account\":\"zebra\"");
    }

    [Fact]
    public async Task Other_endpoints_are_left_alone()
    {
        await using var server = await StartAsync(Json(Allowed));
        await using var shop = await ShopApp.StartAsync(server);

        using var response = await shop.GetAsync("/free", caller: null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Requests.ShouldBeEmpty();
    }

    private static Answer GateThenStore(string decision) =>
        (context, request) =>
            (request.Path == "/v1/gate" ? Json(decision) : Reporting.Events.Store)(
                context,
                request
            );

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.GetValues(name));

    private static async Task<Problem> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize(body, WireJson.Wire.Problem)!;
    }
}
