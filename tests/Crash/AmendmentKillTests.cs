using System.Text;
using System.Text.Json;
using Evenhand.Tests.Core;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A server that is killed while it tells accounts of a version to come, and that the version was taken back: each account is told of
/// both, and of each once.
/// </summary>
public sealed class AmendmentKillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Rounds.Of(usual: 3, lasting: 30);
    private static readonly int Accounts = Rounds.Of(usual: 60, lasting: 400);

    [Fact]
    public async Task Each_account_is_told_once_however_often_the_server_is_killed()
    {
        using var campaign = new Campaign(output.WriteLine);
        var data = campaign.Folder("data");
        using (var first = ServedProcess.Start(data, campaign.Port))
        {
            await first.ReadyAsync(campaign.Http);
            await OpenAsync(campaign.Http);
            await PostAsync(campaign.Http, "/v1/policies", Dearer(), "text/markdown");
            await Task.Delay(campaign.Dice.Next(1_500), TestContext.Current.CancellationToken);
            first.Kill();
        }
        await KillAsync(campaign, data);
        using (var server = ServedProcess.Start(data, campaign.Port))
        {
            await server.ReadyAsync(campaign.Http);
            await AllToldAsync(campaign.Http, "policy-amended");
            using var taken = await campaign.Http.DeleteAsync(
                new Uri("/v1/policies/stackcx/2098.1", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            taken.IsSuccessStatusCode.ShouldBeTrue(
                await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
            await Task.Delay(campaign.Dice.Next(1_500), TestContext.Current.CancellationToken);
            server.Kill();
        }
        await KillAsync(campaign, data);
        using var last = ServedProcess.Start(data, campaign.Port);
        await last.ReadyAsync(campaign.Http);
        await AllToldAsync(campaign.Http, "policy-withdrawn");

        foreach (var account in Enumerable.Range(0, Accounts))
            (await KindsAsync(campaign.Http, account)).ShouldBe([
                "policy-amended",
                "policy-withdrawn",
            ]);
        last.Kill();
    }

    private static async Task KillAsync(Campaign campaign, string data)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = ServedProcess.Start(data, campaign.Port);
            await server.LiveAsync(campaign.Http);
            await Task.Delay(campaign.Dice.Next(800), TestContext.Current.CancellationToken);
            server.HasEnded.ShouldBeFalse(server.Said);
            server.Kill();
        }
    }

    private static async Task AllToldAsync(HttpClient http, string kind)
    {
        var missing = Enumerable.Range(0, Accounts).ToHashSet();
        await Wait.UntilAsync(
            async () =>
            {
                foreach (var account in missing.ToArray())
                    if ((await KindsAsync(http, account)).Contains(kind))
                        missing.Remove(account);
                    else
                        return false;
                return true;
            },
            $"every account is told {kind}"
        );
    }

    private static async Task OpenAsync(HttpClient http)
    {
        var lines = Enumerable
            .Range(0, Accounts)
            .SelectMany(account =>
                (string[])
                    [
                        TestEvents.Line(
                            $"a{account}",
                            "open",
                            "account.opened",
                            """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""",
                            DateTimeOffset.UtcNow.AddDays(-100)
                        ),
                        TestEvents.Line(
                            $"a{account}",
                            "calls",
                            "api.called",
                            """{"count":40000}""",
                            DateTimeOffset.UtcNow.AddDays(-45)
                        ),
                    ]
            );
        await PostAsync(http, "/v1/events", string.Join('\n', lines), "application/x-ndjson");
    }

    private static string Dearer() =>
        Published
            .WithoutExamples(Published.Text("stackcx", "2098.1", "2098-01-01"))
            .Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> KindsAsync(HttpClient http, int account)
    {
        var text = await http.GetStringAsync(
            new Uri($"/v1/accounts/a{account}/notices", UriKind.Relative)
        );
        return
        [
            .. JsonDocument
                .Parse(text)
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(each => each.GetProperty("notice").GetString()!)
                .Where(kind => kind.StartsWith("policy-", StringComparison.Ordinal)),
        ];
    }

    private static async Task PostAsync(HttpClient http, string path, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
