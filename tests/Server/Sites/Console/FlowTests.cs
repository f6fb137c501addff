using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>What the vendor's people come for, from end to end, in a browser.</summary>
public sealed class FlowTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05T09:00:00Z");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task The_first_ten_minutes_lead_from_a_question_to_the_first_event_and_what_it_counted()
    {
        await cast.OpenAsync("acme", more: ",\"plan\":\"starter\",\"name\":\"Acme GmbH\"");
        As("bob")
            .Then("see", "Today")
            .Then("go", "Ask")
            .Then("write", "account", "acme")
            .Then("choose", "act", "api.called")
            .Then("send", "Go on")
            .Then("write", "with.count", "1")
            .Then("send", "Ask")
            .Then("see", "No clause stands against it for Acme GmbH now")
            .Then("see", $"{cast.Server.Address}v1/gate")
            .Go();
        await cast.SendAsync("acme", "api.called", """{"count":3}""");
        As("bob")
            .Then("go", "Events")
            .Then("see", "Acme GmbH")
            .Then("see", "API calls")
            .Then("write", "q", "acme g")
            .Then("key", "Enter")
            .Then("see", "acme · stackcx · starter")
            .Then("press", "Acme GmbH")
            .Then("see", "3 of 50,000")
            .Go();
    }

    [Fact]
    public async Task A_version_is_written_tried_in_money_refused_as_too_early_and_announced_in_time()
    {
        await cast.OpenAsync("acme");
        await cast.SendAsync("acme", "api.called", """{"count":52000}""");
        await cast.UntilAsync("2026-03-02");
        As("bob")
            .Then("go", "Policies")
            .Then("press", "Fair use of the contact-centre services")
            .Then("send", "Begin a draft")
            .Then("mark")
            .Then("replace", "\\$0\\.50", "$1.00")
            .Then("send", "Keep it and check it")
            .Then("see", "the words say `$1.00`")
            .Then("replace", "USD: 0\\.50", "USD: 1.00")
            .Then("replace", "^```yaml example[\\s\\S]*?^```\\n", "")
            .Then("replace", "^effective: .*$", "effective: 2026-03-20")
            .Then("send", "Keep it and check it")
            .Then("see", "passes the check")
            .Then("see", "Against the customer")
            .Then("send", "Try it on the last months")
            .Then("until", "1 more, 0 less", "Look again")
            .Then("see", "US$2.00")
            .Then("back")
            .Then("send", "Publish 2")
            .Then("see", "may not take effect before")
            .Then("replace", "^effective: .*$", "effective: 2026-05-01")
            .Then("send", "Keep it and check it")
            .Then("send", "Publish 2")
            .Then("see", "2 is published")
            .Go();
        await cast.Server.Server.Node.LookAfterDueAsync();
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("acme"))
            .Then("go", "The policy")
            .Then("see", "What version 2 means for you")
            .Then("see", "US$2.00")
            .Go();
        await cast.UntilAsync("2026-05-02");
        As("bob").Then("open", "/console/policies").Then("see", "version 2 in force").Go();
    }

    [Fact]
    public async Task Month_end_goes_by_keys_alone()
    {
        foreach (var account in (string[])["a", "b"])
        {
            await cast.OpenAsync(account);
            await cast.SendAsync(account, "api.called", """{"count":51000}""");
        }
        await cast.UntilAsync("2026-02-03");
        As("eve")
            .Then("open", "/console/charges")
            .Then("see", "2 charges on this page")
            .Then("tab", "input[type=checkbox]")
            .Then("key", "Space")
            .Then("tab", "textarea")
            .Then("type", "it was used")
            .Then("tab", "button")
            .Then("key", "Enter")
            .Then("see", "1 charge is confirmed")
            .Go();
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        As("eve")
            .Then("open", "/console/charges")
            .Then("see", "1 charge on this page")
            .Then("tab", "input[type=checkbox]")
            .Then("key", "Space")
            .Then("tab", "textarea")
            .Then("type", "an import went wrong")
            .Then("tab", "button[value=waive]")
            .Then("key", "Enter")
            .Then("see", "1 charge is let go")
            .Go();
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        As("eve").Then("open", "/console/charges").Then("see", "No charge waits for anybody").Go();
        (await cast.StoredAsync("a", "charge.confirmed")).ShouldBe(1);
        (await cast.StoredAsync("b", "charge.waived")).ShouldBe(1);
    }

    [Fact]
    public async Task A_restriction_takes_two_persons_is_told_with_what_lifts_it_and_is_lifted()
    {
        var found = await cast.WarnedAsync("led");
        var page = $"/console/desk/led/{Uri.EscapeDataString(found)}";
        As("bob")
            .Then("open", page)
            .Then("press", "Establish")
            .Then("write", "reason", "seen in the log")
            .Then("send", "Establish")
            .Then("see", "The excess is established")
            .Go();
        As("bob")
            .Then("open", page)
            .Then("press", "Charge for more")
            .Then("write", "reason", "it goes on")
            .Then("write", "amount", "0.25")
            .Then("write", "per", "1000")
            .Then("send", "Propose it")
            .Then("see", "It waits for a second person")
            .Then("see", "It takes somebody who had no hand in it so far")
            .Then("as", cast.Server.Server.ConsoleLink("cyd"))
            .Then("open", page)
            .Then("press", "Approve")
            .Then("write", "reason", "so it is")
            .Then("send", "Approve")
            .Then("see", "It is approved")
            .Go();
        (await cast.StoredAsync("led", "step.approved")).ShouldBe(1);
        await cast.UntilAsync("2026-02-03T10:00:00Z");
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("led"))
            .Then("go", "Told and asked")
            .Then("see", "Charged for more")
            .Then("see", "It comes into force when its notice has reached you and its time has run")
            .Then("see", "Your provider can lift it at any time")
            .Then("send", "I have read this")
            .Then("see", "Done.")
            .Go();
        await cast.UntilAsync("2026-02-04");
        await cast.UntilAsync("2026-02-20");
        BrowserWalk
            .By(cast.Server, cast.Server.Server.PortalLink("led"))
            .Then("go", "Told and asked")
            .Then("see", "Charged for more · in force")
            .Go();
        As("cyd")
            .Then("open", page)
            .Then("press", "Lift")
            .Then("write", "reason", "they mended it")
            .Then("send", "Lift")
            .Then("see", "Done.")
            .Go();
        await cast.HasItsEffectAsync("led");
    }

    private BrowserWalk As(string person) =>
        BrowserWalk.By(cast.Server, cast.Server.Server.ConsoleLink(person));
}
