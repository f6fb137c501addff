using Evenhand.Channels.Mail;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Channels.Mail;

/// <summary>
/// What comes back to a mailbox: reports of failure are read once, also after a connection that broke or a mailbox that counts anew,
/// and everything else is passed over.
/// </summary>
public sealed class BounceMailboxTests : IAsyncDisposable
{
    private readonly MailboxServer server = MailboxServer.Start();
    private readonly List<BounceReport> reports = [];
    private BounceMark mark = BounceMark.Before(0);
    private bool isTaken = true;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_report_of_failure_names_the_delivery_and_why()
    {
        server.Add(Report("failed"));
        server.Add(Report("failed", wholeMail: false));
        await ReadAsync();
        reports.Count.ShouldBe(2);
        reports.ShouldAllBe(each => each.Mail == new MailId(new AccountId("ac/me ö"), "n1.t1"));
        reports[0].Detail.ShouldBe("5.1.1: smtp; 550 no such user");
    }

    [Fact]
    public async Task What_is_delayed_relayed_or_no_report_is_passed_over()
    {
        server.Add(Report("delayed"));
        server.Add(Report("relayed"));
        server.Add("From: a@example.com\nSubject: holiday\n\nI am away.");
        server.Add(Report("failed", of: "<somebody-else@example.org>"));
        await ReadAsync();
        reports.ShouldBeEmpty();
        mark.ShouldBe(new BounceMark(7, 4, []));
    }

    [Fact]
    public async Task What_was_read_is_not_read_again_unless_the_mailbox_counts_anew()
    {
        server.Add(Report("failed"));
        await ReadAsync();
        await ReadAsync();
        server.Given.ShouldBe([1u]);
        server.Add(Report("failed"));
        await ReadAsync();
        server.Given.ShouldBe([1u, 2u]);

        server.Validity = 8;
        await ReadAsync();
        server.Given.ShouldBe([1u, 2u, 1u, 2u]);
        mark.ShouldBe(new BounceMark(8, 2, []));
    }

    [Fact]
    public async Task Where_the_connection_breaks_the_next_look_goes_on_after_the_last_that_was_read()
    {
        for (var count = 0; count < 3; count++)
            server.Add(Report("failed"));
        server.BreaksOff = true;
        await Should.ThrowAsync<Exception>(ReadAsync);
        await ReadAsync();
        reports.Count.ShouldBeGreaterThanOrEqualTo(3);
        mark.ShouldBe(new BounceMark(7, 3, []));
    }

    [Fact]
    public async Task What_is_not_taken_is_set_aside_and_given_again_with_each_look()
    {
        server.Add(Report("failed"));
        isTaken = false;
        await ReadAsync();
        await ReadAsync();
        server.Given.ShouldBe([1u, 1u]);
        mark.ShouldBe(new BounceMark(7, 1, [1]));
        BounceMark.Read($"{mark}").ShouldBe(mark);

        isTaken = true;
        server.Add(Report("failed"));
        await ReadAsync();
        await ReadAsync();
        server.Given.ShouldBe([1u, 1u, 1u, 2u]);
        mark.ShouldBe(new BounceMark(7, 2, []));
    }

    [Fact]
    public async Task What_was_set_aside_and_is_not_there_any_more_is_forgotten()
    {
        server.Add(Report("failed"));
        mark = new BounceMark(7, 5, [3, 4]);
        await ReadAsync();
        mark.ShouldBe(new BounceMark(7, 5, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7 x")]
    [InlineData("7 1 -2")]
    public void A_mark_that_cannot_be_read_is_the_beginning(string text) =>
        BounceMark.Read(text).ShouldBe(BounceMark.Before(0));

    private Task ReadAsync() =>
        new BounceMailbox(new BounceSettings(server.Url, "bounces", () => "secret")).ReadAsync(
            mark,
            report =>
            {
                reports.Add(report);
                return Task.FromResult(isTaken);
            },
            read => mark = read,
            TestContext.Current.CancellationToken
        );

    private static string Report(string action, bool wholeMail = true, string? of = null) =>
        Bounces.Report(
            of ?? $"<{new MailId(new AccountId("ac/me ö"), "n1.t1").At("notices@example.com")}>",
            action,
            wholeMail
        );
}
