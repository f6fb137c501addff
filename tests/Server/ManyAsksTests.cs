using System.Net;
using System.Text.Json;
using Evenhand.Client;
using Evenhand.Node.Roles;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A list of asks over HTTP, by hand and by the client.</summary>
public sealed class ManyAsksTests : IAsyncLifetime
{
    private const string Bad = """{"account":"own","act":"api.caled"}""";
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own", "other");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_list_is_answered_by_a_list_in_its_order()
    {
        var answer = await AskAsync($" [{Call("other", "a")}, {Bad},{Call("own", "c")}]");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var all = answer.Json.EnumerateArray().ToArray();
        all.Length.ShouldBe(3);
        all[0].GetProperty("id").GetString().ShouldBe("a");
        all[2].GetProperty("account").GetString().ShouldBe("own");
        answer.Fields.ContainsKey("RateLimit").ShouldBeFalse("they would be of no one act");
    }

    [Fact]
    public async Task An_ask_without_an_answer_has_a_problem_in_its_place()
    {
        var answer = await AskAsync($"[{Call("own", "a")},{Bad},{Call("nobody", "b")}]");
        var bad = answer.Json[1];
        bad.GetProperty("code").GetString().ShouldBe("unknown_act");
        bad.GetProperty("status").GetInt32().ShouldBe(422);
        bad.GetProperty("did_you_mean").GetString().ShouldBe("api.called");
        bad.GetProperty("errors")[0].GetProperty("index").GetInt32().ShouldBe(1);
        answer.Json[2].GetProperty("code").GetString().ShouldBe("unknown_account");
        answer.Json[2].GetProperty("errors")[0].GetProperty("index").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_place_within_an_ask_is_told_with_the_place_of_the_ask()
    {
        var answer = await AskAsync(
            "["
                + Call("own", "a")
                + """,{"account":"own","act":"api.called","reserve":{"quantity":"x"}}]"""
        );
        var error = answer.Json[1].GetProperty("errors")[0];
        error.GetProperty("index").GetInt32().ShouldBe(1);
        error.GetProperty("pointer").GetString().ShouldBe("/reserve/quantity");
    }

    [Fact]
    public async Task The_key_of_an_account_asks_for_itself_alone()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        var answer = await AskAsync($"[{Call("other", "a")},{Call("own", "b")}]", key: key);
        answer.Json[0].GetProperty("code").GetString().ShouldBe("unknown_account");
        answer.Json[1].GetProperty("id").GetString().ShouldBe("b");
    }

    [Theory]
    [InlineData("?reserve=some", HttpStatusCode.BadRequest)]
    [InlineData("?reserve=all", HttpStatusCode.BadRequest)]
    public async Task What_is_to_be_reserved_together_is_all_and_each_of_them_reserves(
        string query,
        HttpStatusCode status
    )
    {
        var answer = await AskAsync($"[{Call("own", "a")}]", query);
        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_client_asks_many_and_gets_an_answer_for_each()
    {
        using var client = Client();
        var answers = await client.AskAsync(
            [
                new GateQuestion { Account = "own", Act = "api.called" },
                new GateQuestion { Account = "own", Act = "api.caled" },
                new GateQuestion { Account = "other", Act = "api.called" },
            ],
            cancel: TestContext.Current.CancellationToken
        );
        answers.Select(each => each.Basis).ShouldBe([Basis.Live, Basis.Refused, Basis.Live]);
        answers.Select(each => each.Account).ShouldBe(["own", "own", "other"]);
        answers[1].Problem!.DidYouMean.ShouldBe("api.called");
        answers[1].Outcome.ShouldBe(Outcome.Deny);
    }

    [Fact]
    public async Task The_client_reserves_all_and_ends_each_by_itself()
    {
        using var client = Client();
        var reserve = new ReserveQuestion { Quantity = "2", Seconds = 60 };
        GateQuestion question = new()
        {
            Account = "own",
            Act = "api.called",
            Reserve = reserve,
        };
        var held = await client.ReserveAllAsync(
            [question, question],
            cancel: TestContext.Current.CancellationToken
        );
        held.Count.ShouldBe(2);
        held.ShouldAllBe(each => each.MayAct && each.Answer.Reservation != null);
        await held[0].SettleAsync(1, TestContext.Current.CancellationToken);
        await held[1].ReleaseAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Of_a_server_that_is_not_there_each_question_has_the_chosen_answer()
    {
        using var client = new EvenhandClient(
            new EvenhandOptions { Address = new Uri("http://127.0.0.1:9/"), Key = "k" }
        );
        var answers = await client.AskAsync(
            [
                new GateQuestion
                {
                    Account = "own",
                    Act = "api.called",
                    Id = "mine",
                },
            ],
            FailMode.Closed,
            TestContext.Current.CancellationToken
        );
        answers.ShouldHaveSingleItem().Basis.ShouldBe(Basis.FailClosed);
        answers[0].Id.ShouldBe("mine");
    }

    private EvenhandClient Client() =>
        new(
            new EvenhandOptions
            {
                Address = server.Address,
                Key = ServerUnderTest.AdminKey,
                GateTimeout = TimeSpan.FromMinutes(1),
            }
        );

    private Task<Answer> AskAsync(
        string body,
        string query = "",
        string key = ServerUnderTest.AdminKey
    ) => server.PostAsync($"/v1/gate{query}", body, key: key);

    private static string Call(string account, string id) =>
        JsonSerializer.Serialize(
            new
            {
                account,
                act = "api.called",
                id,
            }
        );
}
