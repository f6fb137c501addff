using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Evenhand.Channels.Mail;
using Evenhand.Tests.Channels.Mail;
using Evenhand.Tests.Server;
using Shouldly;
using SmtpServer.Protocol;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A server that is killed while its receivers fail, hang, repeat themselves and say that they did not take what they took: each
/// notice arrives, none is lost, and what comes again has the id and the text that it had.
/// </summary>
public sealed class DeliveryKillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Rounds.Of(usual: 5, lasting: 40);
    private static readonly string[] Accounts = ["acme", "blue", "cray"];

    private readonly ConcurrentDictionary<string, bool> tried = new();

    [Fact]
    public async Task Each_notice_arrives_however_often_the_server_is_killed_and_whatever_receivers_do()
    {
        using var campaign = new Campaign(output.WriteLine);
        await using var hooks = await OddReceiver.StartAsync();
        await using var mails = MailServer.Start();
        mails.Answers = mail => Task.FromResult(AnswerOf(mail.MessageId!));
        var data = campaign.Folder("data");
        var environment = new Dictionary<string, string>
        {
            ["EVENHAND_PRIVATE_WEBHOOKS"] = "yes",
            ["EVENHAND_SMTP"] = $"{mails.Url}",
            ["EVENHAND_MAIL_FROM"] = "notices@evenhand.example",
            ["EVENHAND_BOUNCE_WAIT"] = "1s",
        };
        using (var first = ServedProcess.Start(data, campaign.Port, environment))
        {
            await first.ReadyAsync(campaign.Http);
            await SetUpAsync(campaign.Http, hooks.Url);
            first.Kill();
        }
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = ServedProcess.Start(data, campaign.Port, environment);
            await server.ReadyAsync(campaign.Http);
            await UseAsync(campaign.Http, kill);
            await Task.Delay(campaign.Dice.Next(600), TestContext.Current.CancellationToken);
            server.HasEnded.ShouldBeFalse(server.Said);
            server.Kill();
        }
        using var last = ServedProcess.Start(data, campaign.Port, environment);
        await last.ReadyAsync(campaign.Http);
        await Wait.UntilAsync(
            async () => await MissingAsync(campaign.Http, hooks, mails) == 0,
            "each notice arrives by both ways"
        );

        foreach (var account in Accounts)
        {
            var told = await ToldAsync(campaign.Http, account);
            told.Count.ShouldBeGreaterThan(2);
            told.ShouldContain(each => each.Kind == "step-changed", "a step came into force");
            hooks
                .Taken.Where(each => each.Account == account)
                .Select(each => each.Id)
                .Distinct()
                .Where(told.Select(each => each.Id).Contains)
                .ShouldBe(told.Select(each => each.Id), "they come in the order of what was told");
        }
        hooks
            .All.GroupBy(each => each.Id)
            .ShouldAllBe(same => same.Select(each => each.Body).Distinct().Count() == 1);
        mails
            .All.GroupBy(each => each.MessageId)
            .ShouldAllBe(same => same.Select(each => each.TextBody).Distinct().Count() == 1);
        output.WriteLine($"{hooks.All.Count} posts, {mails.All.Count} mails");
        last.Kill();
    }

    private SmtpResponse AnswerOf(string id) =>
        tried.TryAdd($"mail {id}", true) && OddReceiver.Oddity(id) == 0
            ? new SmtpResponse(SmtpReplyCode.Aborted, "later")
            : SmtpResponse.Ok;

    private static async Task SetUpAsync(HttpClient http, string url)
    {
        await PostAsync(http, "/v1/webhooks", $$"""{"url":"{{url}}"}""", HttpStatusCode.Created);
        foreach (var account in Accounts)
        {
            await SendAsync(
                http,
                TestEvents.Line(
                    account,
                    "open",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""",
                    DateTimeOffset.UtcNow.AddDays(-40)
                )
            );
            await PostAsync(
                http,
                $"/v1/accounts/{account}/recipients",
                $$"""{"email":"{{account}}@example.com"}""",
                HttpStatusCode.Created
            );
        }
    }

    /// <summary>In the first round a call that is too long; then mails, further and further beyond what is included.</summary>
    private static async Task UseAsync(HttpClient http, int round)
    {
        foreach (var account in Accounts)
            await SendAsync(
                http,
                round == 0
                    ? TestEvents.Line(
                        account,
                        "call",
                        "call.ended",
                        """{"direction":"outbound","duration":14401}"""
                    )
                    : TestEvents.Line(
                        account,
                        $"mail{round}",
                        "email.sent",
                        """{"origin":"sequence","count":200}"""
                    )
            );
    }

    private static async Task<int> MissingAsync(
        HttpClient http,
        OddReceiver hooks,
        MailServer mails
    )
    {
        var hooked = hooks.Taken.Select(each => each.Id).ToHashSet();
        var mailed = mails
            .All.Select(each =>
                MailId.TryRead(each.MessageId!, out var id) ? id.Delivery.Split('.')[0] : ""
            )
            .ToHashSet();
        var missing = 0;
        foreach (var account in Accounts)
        {
            var told = await ToldAsync(http, account);
            missing += told.Count(each => !hooked.Contains(each.Id) || !mailed.Contains(each.Id));
            missing += told.Any(each => each.Kind == "step-changed") ? 0 : 1;
        }
        return missing;
    }

    private static async Task<IReadOnlyList<(string Id, string Kind)>> ToldAsync(
        HttpClient http,
        string account
    )
    {
        var text = await http.GetStringAsync(
            new Uri($"/v1/accounts/{account}/notices", UriKind.Relative)
        );
        return
        [
            .. JsonDocument
                .Parse(text)
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    (each.GetProperty("id").GetString()!, each.GetProperty("notice").GetString()!)
                ),
        ];
    }

    private static Task SendAsync(HttpClient http, string line) =>
        PostAsync(http, "/v1/events", line, HttpStatusCode.OK, "application/x-ndjson");

    private static async Task PostAsync(
        HttpClient http,
        string path,
        string body,
        HttpStatusCode status,
        string type = "application/json"
    )
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }
}
