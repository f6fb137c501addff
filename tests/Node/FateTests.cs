using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Node.Reads;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>For each stored event: the clauses that it touched and how much, or why nothing came of it.</summary>
public sealed class FateTests
{
    [Fact]
    public async Task An_event_says_which_clauses_it_touched_and_how_much()
    {
        await using var served = await ServedNode.At("2026-02-10");
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":7}""", "call")
        );
        var fate = Fate(served, "call");
        fate.Outcome.ShouldBe(EventOutcome.Counted);
        fate.Fault.ShouldBeNull();
        var touch = fate.Touched.Single(each => each.Clause.Slug == "api-calls");
        (touch.Quantity.ToString(), touch.Unit).ShouldBe(("7", "call"));
        Fate(served, "0001").Outcome.ShouldBe(EventOutcome.Counted);
    }

    [Fact]
    public async Task An_event_of_which_nothing_came_says_why()
    {
        await using var served = await ServedNode.At("2026-02-10");
        await served.SendAsync(
            Story
                .Under("engagece", plan: "no-plan")
                .At("2026-01-02", "sms.snet", "{}", "typo")
                .At("2026-01-02", "api.called", "{}", "no-rule")
                .At("2026-01-02", "addon.removed", """{"addon":"unlimited-calling"}""", "nothing")
                .At("2026-01-03", "mms.sent", "{}", "wrong")
                .At(
                    "2026-01-04",
                    "usage.voided",
                    """{"source":"test","id":"wrong","reason":"r"}""",
                    "void"
                )
                .At(
                    "2026-01-04",
                    "usage.voided",
                    """{"source":"test","id":"none","reason":"r"}""",
                    "void-of-nothing"
                )
                .At("2026-02-20", "mms.sent", "{}", "tomorrow")
        );
        Why(served, "typo").ShouldBe(Code.UnknownType);
        Why(served, "no-rule").ShouldBe(Code.NoRule);
        Why(served, "nothing").ShouldBe(Code.Unmatched);
        Why(served, "wrong").ShouldBe(Code.Voided);
        Why(served, "void-of-nothing").ShouldBe(Code.Unmatched);
        Why(served, "tomorrow").ShouldBe(Code.NotYet);
        Fate(served, "void").Outcome.ShouldBe(EventOutcome.Counted);
    }

    [Fact]
    public async Task After_the_end_and_before_the_opening_nothing_comes_of_an_event()
    {
        await using var served = await ServedNode.At("2026-02-10");
        await served.SendAsync(new Story().At("2025-12-01", "mms.sent", "{}", "early"));
        await served.SendAsync(
            Story
                .Under("engagece", plan: "no-plan")
                .At("2026-01-10", "account.terminated", "{}", "end")
                .At("2026-01-11", "mms.sent", "{}", "after")
        );
        Why(served, "after").ShouldBe(Code.Ended);
        Fate(served, "early").Outcome.ShouldBe(EventOutcome.Rejected);
        Fate(served, "early").Fault!.Code.ShouldBe(Code.BeforeOpening);
    }

    [Fact]
    public async Task Pages_hold_every_event_once_by_outcome_and_over_all_accounts()
    {
        await using var served = await ServedNode.At("2026-04-20");
        var stream = new RandomStream(11, perAccount: 120);
        var lines = stream
            .Events.Where(each => each.Type is not ("gate.asked" or "fx.published"))
            .Select(each => each.Line)
            .ToArray();
        var taken = await served.SendAsync(lines);
        var all = Pages(served, new EventQuery(null, null, null, null), 7);
        all.Count.ShouldBe(taken.Accepted);
        all.Distinct().Count().ShouldBe(taken.Accepted);
        Enum.GetValues<EventOutcome>()
            .SelectMany(outcome => Pages(served, new EventQuery(null, null, null, outcome), 7))
            .ShouldBe(all, ignoreOrder: true);
        foreach (var account in (string[])["under-stackcx", "under-engagece"])
            Pages(
                    served,
                    new EventQuery(AccountId.Or(account), null, null, null) { NewestFirst = true },
                    7
                )
                .ShouldBe(
                    Pages(served, new EventQuery(AccountId.Or(account), null, null, null), 11)
                        .AsEnumerable()
                        .Reverse()
                );
        var own = Pages(
            served,
            new EventQuery(AccountId.Or("under-stackcx"), "api.called", null, null),
            3
        );
        own.ShouldNotBeEmpty();
        own.ShouldAllBe(each => each.Contains("\"api.called\"") && each.Contains("under-stackcx"));
        served
            .Node.Events(new EventQuery(new AccountId("nobody"), null, null, null), null, 5)
            .ShouldBeNull();
    }

    private static List<string> Pages(ServedNode served, EventQuery query, int limit)
    {
        var items = new List<string>();
        string? after = null;
        do
        {
            var page = served.Node.Events(query, after, limit)!;
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            items.AddRange(page.Items.Select(each => each.Event));
            after = page.Next;
        } while (after is not null);
        return items;
    }

    private static Code? Why(ServedNode served, string id)
    {
        var fate = Fate(served, id);
        fate.Outcome.ShouldBe(EventOutcome.Unmatched);
        fate.Touched.ShouldBeEmpty();
        return fate.Fault?.Code;
    }

    private static EventFate Fate(ServedNode served, string id) =>
        served
            .Node.Events(new EventQuery(new AccountId("acme"), null, id, null), null, 5)!
            .Items.ShouldHaveSingleItem()
            .Fate;
}
