using System.Net;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Ask;

/// <summary>A person's question to the gate: the answer that the customer would get, and nothing comes of having asked.</summary>
public sealed class AskPageTests : IAsyncLifetime
{
    private const string Page = "/console/ask";
    private const string Question = Page + "?account=a&act=api.called&with.count=60000";

    private Cast cast = null!;
    private Visitor ann = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("a");
        ann = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("ann"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task It_answers_as_the_gate_does_with_every_bound_that_the_act_meets()
    {
        var answer = await cast.Server.PostAsync(
            "/v1/gate",
            """{"account":"a","act":"api.called","with":{"count":60000}}"""
        );
        var page = await ann.OpenAsync(Question);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain(
            answer.Json.GetProperty("outcome").GetString() switch
            {
                "allow" => "Allowed",
                "warn" => "with a warning first",
                _ => "Denied",
            }
        );
        foreach (var reason in answer.Json.GetProperty("reasons").EnumerateArray())
            page.Body.ShouldContain(
                WebUtility.HtmlEncode(reason.GetProperty("message").GetString())!
            );
        page.Body.ShouldContain("What the act meets");
        page.Body.ShouldContain("60,000");
    }

    [Fact]
    public async Task Nothing_takes_note_of_it()
    {
        var node = cast.Server.Server.Node;
        var (asks, export) = (node.Figures.Asks, node.Export(AccountId.Or("a")).Count());
        await ann.OpenAsync(Question);
        await ann.OpenAsync(Question);
        node.Figures.Asks.ShouldBe(asks);
        node.Export(AccountId.Or("a")).Count().ShouldBe(export);
        node.Decisions(new AccountId("a"), null, 10)!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_act_carries_is_asked_for_once_the_act_is_chosen()
    {
        (await ann.OpenAsync(Page)).Body.ShouldNotContain("with.");
        var chosen = await ann.OpenAsync($"{Page}?act=api.called");
        chosen.Body.ShouldContain("name=\"with.count\"");
        chosen.Body.ShouldNotContain("As a program asks it");
    }

    [Fact]
    public async Task The_same_question_stands_there_for_programs()
    {
        var page = WebUtility.HtmlDecode((await ann.OpenAsync(Question)).Body);
        page.ShouldContain($"{cast.Server.Address.ToString().TrimEnd('/')}/v1/gate");
        page.ShouldContain("""-d '{"account":"a","act":"api.called","with":{"count":60000}}'""");
        page.ShouldContain("new GateQuestion");
        page.ShouldContain("await fetch(");
        page.ShouldNotContain(ServerUnderTest.AdminKey);
    }

    [Theory]
    [InlineData("account=nobody&act=api.called")]
    [InlineData("account=a&act=api.calld")]
    [InlineData("account=a&act=api.called&with.count=many")]
    public async Task What_has_no_answer_says_why(string question)
    {
        var page = await ann.OpenAsync($"{Page}?{question}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("No answer.");
    }
}
