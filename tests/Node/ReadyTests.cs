using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>A node says whether it can take anything in, and looks for itself.</summary>
public sealed class ReadyTests
{
    public static bool NotOnWindows => !OperatingSystem.IsWindows();

    [Fact]
    [Trait("fault", "M3")]
    public async Task It_is_ready_again_when_its_ledger_is_without_another_commit()
    {
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => faulty = new FaultyLedger(ledger)
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        served.Node.NotReady.ShouldBeNull();
        faulty!.Refuses = true;
        await Should.ThrowAsync<RequestException>(() => served.SendAsync(Other()));
        served.Node.NotReady.ShouldNotBeNull();
        var commits = served.Node.Figures.Commits;

        faulty.Refuses = false;

        served.Node.NotReady.ShouldBeNull();
        served.Node.Figures.Commits.ShouldBe(commits);
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    public async Task Nothing_is_acknowledged_while_its_data_file_is_not_where_it_was()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        var file = Ledgers.FileOf(served.Data);
        File.Move(file, file + ".away");

        served.Node.NotReady.ShouldNotBeNull().ShouldContain(file);
        var refused = await Should.ThrowAsync<RequestException>(() => served.SendAsync(Other()));
        refused.Code.ShouldBe(Code.Unavailable);
        refused.Message.ShouldContain(file);

        File.Move(file + ".away", file);
        served.Node.NotReady.ShouldBeNull();
        await served.SendAsync(Other());
        served.Node.Figures.Accounts.ShouldBe(2);
    }

    private static Story Other() =>
        new Story { Account = "other" }.At(
            "2026-01-01",
            "account.opened",
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
        );
}
