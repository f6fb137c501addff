using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Troubled;

public sealed class TroubledLedgerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-troubled-");
    private readonly SqliteLedger real;
    private readonly TroublePlan plan = new();
    private readonly ILedger ledger;

    public TroubledLedgerTests()
    {
        real = SqliteLedger.Open(folder.FullName);
        ledger = plan.Between(real);
        ledger.Append([Slice("acme", "one"), Slice("umbrella", "two")], new(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_plan_it_is_the_ledger()
    {
        plan.Watch();
        Texts("acme").ShouldBe(["one"]);
        ledger.Append([Slice("acme", "more")], new(2)).ShouldBeEmpty();
        Texts("acme").ShouldBe(["one", "more"]);
        Made.Accounts(ledger, null, 9).ShouldBe(["acme", "umbrella"]);
        plan.Struck.ShouldBeEmpty();
    }

    [Fact]
    public void Calls_are_noted_with_their_accounts_while_it_watches()
    {
        Texts("acme");
        plan.Watch();
        Texts("umbrella");
        ledger.Append([Slice("umbrella", "x"), Slice("acme", "y")], new(2));
        Texts("umbrella");
        plan.Mend();
        Texts("acme");
        plan.Calls.Select(each => each.ToString())
            .ShouldBe([
                "Read 1 of [umbrella]",
                "Slice 1 of [umbrella]",
                "Append 1 of [acme,umbrella]",
                "Read 2 of [umbrella]",
                "Slice 2 of [umbrella]",
                "Slice 3 of [umbrella]",
            ]);
    }

    [Fact]
    public void One_account_is_in_trouble_and_the_others_are_not()
    {
        plan.On(LedgerMember.Slice, "acme", Trouble.Damaged).Watch();
        Should.Throw<DamagedLedgerException>(() => Texts("acme"));
        Texts("umbrella").ShouldBe(["two"]);
        plan.Mend();
        Texts("acme").ShouldBe(["one"]);
    }

    [Fact]
    public void A_call_of_some_number_meets_it_once_or_from_then_on()
    {
        plan.At(2, Trouble.Failing).From(5, Trouble.Unavailable).Watch();
        ledger.Refresh();
        Should.Throw<IOException>(ledger.Refresh);
        ledger.Refresh();
        ledger.Refresh();
        Should.Throw<LedgerUnavailableException>(ledger.Refresh);
        Should.Throw<LedgerUnavailableException>(() => ledger.Append([Slice("acme", "x")], new(2)));
        plan.Mend();
        Texts("acme").ShouldBe(["one"]);
        plan.Struck.Select(call => call.Number).ShouldBe([2, 5, 6]);
    }

    [Fact]
    public void What_is_read_comes_with_another_bit()
    {
        plan.On(LedgerMember.Slice, "acme", Trouble.Flipped).Watch();
        Texts("acme").ShouldBe(["o~e"]);
        Texts("umbrella").ShouldBe(["two"]);
        real.Read(StreamName.Of("acme"), 0).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_call_waits_until_it_is_let_go()
    {
        plan.On(LedgerMember.Append, "acme", Trouble.Slow).Watch();
        var slow = Task.Run(
            () => ledger.Append([Slice("acme", "x")], new(2)),
            TestContext.Current.CancellationToken
        );
        await plan.Waits;
        Texts("acme").ShouldBe(["one"]);
        plan.Mend();
        (await slow).ShouldBeEmpty();
        Texts("acme").ShouldBe(["one", "x"]);
    }

    [Fact]
    public void Trouble_strikes_only_where_it_can_be()
    {
        plan.From(1, Trouble.Damaged).Watch();
        ledger.Append([Slice("acme", "x")], new(2)).ShouldBeEmpty();
        Should.Throw<DamagedLedgerException>(() => ledger.SnapshotOf(StreamName.Of("acme")));
    }

    [Fact]
    public async Task Each_call_of_a_scenario_meets_each_trouble_once()
    {
        var met = new List<string>();
        var struck = await FaultPoints.EachAsync(each => Scenario(each, met));
        met.ShouldBe([
            "all is well",
            "LedgerUnavailableException",
            "DamagedLedgerException",
            "IOException",
            "LedgerUnavailableException",
            "DamagedLedgerException",
            "IOException",
            "LedgerUnavailableException",
            "IOException",
        ]);
        struck.ShouldBe(8);
    }

    [Fact]
    public async Task A_scenario_that_breaks_is_told_with_the_call_and_the_trouble()
    {
        var broken = await Should.ThrowAsync<InvalidOperationException>(() =>
            FaultPoints.EachAsync(Fragile, lasting: true)
        );
        broken.Message.ShouldStartWith("Unavailable at Read 1 of [acme], lasting: ");
    }

    public void Dispose()
    {
        real.Dispose();
        folder.Delete(recursive: true);
    }

    private Task Scenario(TroublePlan plan, List<string> met)
    {
        var troubled = plan.Between(real);
        plan.Watch();
        try
        {
            troubled.Read(StreamName.Of("umbrella"), 0).Count().ShouldBe(1);
            troubled.Refresh();
            met.Add("all is well");
        }
        catch (Exception trouble)
        {
            met.Add(trouble.GetType().Name);
        }
        plan.Mend();
        return Task.CompletedTask;
    }

    private Task Fragile(TroublePlan plan)
    {
        plan.Watch();
        plan.Between(real).Read(StreamName.Of("acme"), 0).Count().ShouldBe(1);
        plan.Mend();
        return Task.CompletedTask;
    }

    private string[] Texts(string account) =>
        [
            .. ledger
                .Read(StreamName.Of(account), 0)
                .Select(slice => System.Text.Encoding.UTF8.GetString(slice.Payload.Span)),
        ];

    private Slice Slice(string account, string text)
    {
        var stream = StreamName.Of(account);
        var payload = System.Text.Encoding.UTF8.GetBytes(text);
        return new Slice(
            stream,
            real.SequenceOf(stream),
            SliceKind.Told,
            1,
            new(0),
            new(0),
            payload
        );
    }
}
