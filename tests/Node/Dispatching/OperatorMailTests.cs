using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>
/// Those who run the service are mailed what arrived nowhere and what was given up: once, gathered, and one mail an hour at most.
/// </summary>
public class OperatorMailTests
{
    private readonly Sender hooks = new() { Answers = Final };
    private readonly Sender mails = new("email");
    private bool isStopped;

    [Fact]
    public async Task What_arrived_nowhere_is_mailed_once_and_a_storm_is_one_mail_an_hour()
    {
        string[] accounts = [.. Enumerable.Range(1, 60).Select(each => $"acme-{each}")];
        await using var served = await ServedAsync(accounts);
        foreach (var account in accounts)
            await CallAsync(served, account);
        mails.Given.ShouldBeEmpty();
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));

        var first = mails.Given.ShouldHaveSingleItem();
        first.Target.Address.ShouldBe("ops@example.com");
        first.Message.Subject.ShouldBe("Evenhand: 60 notices arrived nowhere");
        first.Message.Text.ShouldContain("acme-1: step ");
        first.Message.Text.ShouldContain("starts the clock of");
        first.Message.Text.ShouldContain("and 10 more");

        await OpenAsync(served, "later");
        await HookAsync(served, "last", "later");
        await CallAsync(served, "later");
        await PassAsync(served, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(10));
        mails.Given.Count.ShouldBe(1);
        await PassAsync(served, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10));
        mails.Given.Count.ShouldBe(2);
        mails.Given[1].Message.Subject.ShouldBe("Evenhand: 1 notice arrived nowhere");
        await PassAsync(served, TimeSpan.FromHours(3), TimeSpan.FromHours(1));
        mails.Given.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_endpoint_that_was_given_up_is_named()
    {
        hooks.Answers = Sender.Refuses;
        await using var served = await ServedAsync("acme");
        await HookAsync(served, "shared", account: null);
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromHours(74), TimeSpan.FromHours(1));

        var text = string.Join('\n', mails.Given.Select(each => each.Message.Text));
        text.ShouldContain("acme: webhook hook-acme is disabled");
        text.ShouldContain("the operators' webhook shared is disabled");
    }

    [Fact]
    public async Task What_arrived_somewhere_is_no_trouble()
    {
        hooks.Answers = parcel =>
            parcel.Target.Id == "good" ? new(true, 200, "taken") : Final(parcel);
        await using var served = await ServedAsync("acme");
        await HookAsync(served, "good");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        mails.Given.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_that_was_not_taken_goes_on_after_a_restart_as_it_was(bool snapshots)
    {
        mails.Answers = _ => new(false, 451, "not now");
        await using var served = await ServedAsync("acme");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        mails.Given.Count.ShouldBeGreaterThan(0);

        await served.RestartAsync(snapshots);
        mails.Answers = _ => new(true, 250, "queued");
        await PassAsync(served, TimeSpan.FromHours(3), TimeSpan.FromMinutes(30));
        var taken = mails.Given[^1];
        mails.Given.Select(each => (each.Id, each.Message.Text)).Distinct().ShouldHaveSingleItem();
        await PassAsync(served, TimeSpan.FromHours(3), TimeSpan.FromMinutes(30));
        mails.Given[^1].ShouldBe(taken);
    }

    [Fact]
    public async Task Nothing_is_mailed_while_nothing_goes_out_nor_what_a_restored_ledger_holds()
    {
        await using var served = await ServedAsync("acme");
        await CallAsync(served);
        isStopped = true;
        await served.RestartAsync();
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        mails.Given.ShouldBeEmpty();

        isStopped = false;
        await served.StopAsync();
        using (var ledger = SqliteLedger.Open(served.Data))
            SendingHold.Add(ledger, served.Clock, "restored");
        await served.StartAsync();
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        mails.Given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Persons_who_run_the_service_are_told_where_no_addresses_are_set()
    {
        await using var served = await ServedToAsync(null, "acme");
        await AddAsync(served, "ann", Role.Operator, "ann@example.com");
        await AddAsync(served, "bob", Role.Admin, "bob@example.com");
        await AddAsync(served, "cid", Role.Reviewer, "cid@example.com");
        await AddAsync(served, "dee", Role.Operator, "");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        mails
            .Given.Select(each => each.Target.Address)
            .ShouldBe(["ann@example.com", "bob@example.com"], ignoreOrder: true);
    }

    private static Receipt Final(Parcel parcel) => new(false, 550, "nobody") { IsFinal = true };

    private static Task<Person> AddAsync(ServedNode served, string id, Role role, string email) =>
        served.Node.People.AddAsync(id, id, email, RoleSet.Of(role), default, Doer.CommandLine);

    private Task<ServedNode> ServedAsync(params string[] accounts) =>
        ServedToAsync(["ops@example.com"], accounts);

    private async Task<ServedNode> ServedToAsync(string[]? operators, params string[] accounts)
    {
        var settings = hooks.Settings();
        var served = await ServedNode.At(
            Day,
            each =>
                each with
                {
                    Sending = settings with
                    {
                        Channels = [.. settings.Channels, .. mails.Settings().Channels],
                        Operators = operators is null ? null : [.. operators],
                        IsStopped = isStopped,
                    },
                }
        );
        foreach (var account in accounts)
        {
            await OpenAsync(served, account);
            await HookAsync(served, $"hook-{account}", account);
        }
        return served;
    }
}
