using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>Somebody sets the clock back under the server, and later puts it right.</summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    private static readonly int[] Jumps = [-40 * 86_400, -3600, 0];

    public static bool Present => Shim.Absent is null;

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    public async Task A_clock_that_jumps_back_breaks_nothing_and_states_nothing_twice()
    {
        using var campaign = new Campaign(output.WriteLine);
        var clock = Path.Combine(campaign.Folder("clock"), "jump");
        await File.WriteAllTextAsync(clock, "0", TestContext.Current.CancellationToken);
        using var server = ServedProcess.Start(
            campaign.Folder("data"),
            campaign.Port,
            new Dictionary<string, string>(Shim.ClockSetBy(clock)) { ["EVENHAND_GRACE"] = "1s" }
        );
        await server.ReadyAsync(campaign.Http);
        (await campaign.ReportAsync(campaign.Workload.Openings())).Status.ShouldBe(200);
        (await campaign.ReportAsync(campaign.Acts(500))).Status.ShouldBe(200);
        var account = campaign.Workload.Accounts[0];
        var stated = await StatedAsync(campaign, account, atLeast: 3);

        foreach (var jump in Jumps)
        {
            await File.WriteAllTextAsync(clock, $"{jump}", TestContext.Current.CancellationToken);
            // The shim reads the file ten times a second.
            await Task.Delay(250, TestContext.Current.CancellationToken);
            (await campaign.ReportAsync(campaign.Acts(200))).Status.ShouldBe(200);
            (await campaign.AskAsync()).Status.ShouldBe(200);
            (await campaign.GetAsync("/health/ready")).Status.ShouldBe(200);
            var now = await StatedAsync(campaign, account, atLeast: 3);
            foreach (var (from, statement) in stated)
                now[from].ShouldBe(statement);
            (await campaign.DifferencesAsync()).ShouldBeEmpty();
        }
        server.HasEnded.ShouldBeFalse();
    }

    [Fact(SkipUnless = nameof(Present), Skip = "needs Linux and a C compiler")]
    [Trait("fault", "H4")]
    public async Task A_clock_that_is_a_year_ahead_for_some_seconds_states_nothing()
    {
        using var campaign = new Campaign(output.WriteLine);
        var clock = Path.Combine(campaign.Folder("clock"), "jump");
        await File.WriteAllTextAsync(clock, "0", TestContext.Current.CancellationToken);
        using var server = ServedProcess.Start(
            campaign.Folder("data"),
            campaign.Port,
            new Dictionary<string, string>(Shim.ClockSetBy(clock)) { ["EVENHAND_GRACE"] = "1s" }
        );
        await server.ReadyAsync(campaign.Http);
        (await campaign.ReportAsync(campaign.Workload.Openings())).Status.ShouldBe(200);
        var account = campaign.Workload.Accounts[0];
        var stated = await StatedAsync(campaign, account, atLeast: 3);
        await File.WriteAllTextAsync(
            clock,
            $"{366 * 86_400}",
            TestContext.Current.CancellationToken
        );
        await ReadyAsync(campaign, text => text.Contains("jumped ahead"));
        (await campaign.ReportAsync(campaign.Acts(200))).Status.ShouldBe(200);
        (await StatedAsync(campaign, account, atLeast: 3)).Count.ShouldBe(stated.Count);
        await File.WriteAllTextAsync(clock, "0", TestContext.Current.CancellationToken);
        await ReadyAsync(campaign, text => text == "ready\n");
        (await StatedAsync(campaign, account, atLeast: 3)).Count.ShouldBe(stated.Count);
        (await campaign.DifferencesAsync()).ShouldBeEmpty();
    }

    /// <summary>Waits until the server says of itself that it is ready, and this.</summary>
    private static async Task ReadyAsync(Campaign campaign, Func<string, bool> says)
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        while (true)
        {
            var answer = await campaign.GetAsync("/health/ready");
            answer.Status.ShouldBe(200);
            if (says(answer.Text))
                return;
            await Task.Delay(100, bound.Token);
        }
    }

    /// <summary>The stated statements by their beginning; throws if two begin alike.</summary>
    private static async Task<Dictionary<string, string>> StatedAsync(
        Campaign campaign,
        string account,
        int atLeast
    )
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        while (true)
        {
            var answer = await campaign.GetAsync($"/v1/accounts/{account}/statements");
            answer.Status.ShouldBe(200, answer.Text);
            using var json = JsonDocument.Parse(answer.Text);
            var stated = json
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Where(IsStated)
                .ToDictionary(
                    item => item.GetProperty("from").GetString()!,
                    item => item.GetRawText()
                );
            if (stated.Count >= atLeast)
                return stated;
            await Task.Delay(100, bound.Token);
        }
    }

    private static bool IsStated(JsonElement statement) =>
        statement.TryGetProperty("stated", out var stated)
        && stated.ValueKind == JsonValueKind.True;
}
