using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>
/// Whatever the ledger does while events of one account are admitted costs that account's events alone, and they are
/// answered as refused: every call that is about the account, each sort of fault, with and without a snapshot.
/// </summary>
public class AdmissionTests
{
    private const string Bad = "m-bad";
    private static readonly string[] Well = ["a-well", "z-well"];

    public static TheoryData<string, string, bool> Points()
    {
        var points = new TheoryData<string, string, bool>();
        foreach (
            var call in new[]
            {
                LedgerCall.SequenceOf,
                LedgerCall.SnapshotOf,
                LedgerCall.Read,
                LedgerCall.ReadSlice,
            }
        )
        foreach (var fault in new[] { "unavailable", "damaged", "defect", "overflow" })
        foreach (var snapshots in new[] { true, false })
            points.Add(call.ToString(), fault, snapshots);
        foreach (var damage in new[] { "empty", "cut", "noise", "other kind" })
            points.Add(nameof(LedgerCall.ReadSlice), damage, false);
        return points;
    }

    [Theory]
    [Trait("fault", "B1")]
    [Trait("fault", "C1")]
    [MemberData(nameof(Points))]
    public async Task A_fault_about_one_account_costs_its_events_alone(
        string call,
        string fault,
        bool snapshots
    )
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        var acts = new Acts(served);
        await acts.OpenAsync([.. Well, Bad]);
        await acts.SendAsync([.. Well, Bad]);
        await served.RestartAsync(snapshots);

        Break(breaking!, Enum.Parse<LedgerCall>(call), fault);
        for (var i = 0; i < 3; i++)
        {
            await acts.SendAsync([Well[0], Bad, Well[1], Bad]);
            await acts.SendAsync([Bad]);
            await acts.SendAsync(Well);
            foreach (var account in Well)
                (await served.AskAsync(account, "sms.sent")).Remaining.ShouldBe(acts.Left(account));
            await AskTheBadOneAsync(served);
        }
        acts.Refused.Keys.ShouldBeSubsetOf([Bad]);
        acts.RefusedFor.ShouldBeSubsetOf([Code.Parked]);

        (breaking!.At, breaking.Damage) = ((_, _) => { }, (_, slice) => slice);
        served.Clock.Add(TimeSpan.FromMinutes(6));
        await served.Node.LookAfterDueAsync();
        await acts.SendAgainAsync();
        acts.Refused.Values.ShouldAllBe(count => count == 0);
        await acts.ShouldBeStoredOnceAsync();
        await served.RestartAsync(snapshots: false);
        await acts.ShouldBeStoredOnceAsync();
    }

    [Fact]
    [Trait("fault", "B1")]
    public async Task A_ledger_that_stores_a_commit_and_then_fails_loses_and_doubles_nothing()
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        var acts = new Acts(served);
        await acts.OpenAsync(Well);
        foreach (var at in new[] { LedgerCall.Append, LedgerCall.Appended })
        {
            breaking!.At = (call, _) =>
            {
                if (call == at)
                    throw new LedgerUnavailableException("the disk is full", new IOException());
            };
            var unheard = await Should.ThrowAsync<RequestException>(() => acts.SendAsync(Well));
            unheard.Code.ShouldBe(Code.Unavailable);
            served.Node.ParkedAccounts(null, 10).Items.ShouldBeEmpty();
            breaking.At = (_, _) => { };
            await acts.SendAgainAsync();
            await acts.SendAsync(Well);
        }
        await acts.ShouldBeStoredOnceAsync();
        await served.RestartAsync(snapshots: false);
        await acts.ShouldBeStoredOnceAsync();
    }

    [Fact]
    [Trait("fault", "H1")]
    [Trait("fault", "M15")]
    public async Task An_account_that_takes_long_to_load_lets_its_own_events_wait_and_nobody_elses()
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        var acts = new Acts(served);
        await acts.OpenAsync([.. Well, Bad]);
        await served.RestartAsync(snapshots: false);
        // Loaded now, so that what comes of them first counts first.
        foreach (var account in Well)
            await served.AskAsync(account, "sms.sent");
        using var goesOn = new ManualResetEventSlim(false);
        breaking!.At = (call, account) =>
        {
            if (call == LedgerCall.Read && account == Bad)
                goesOn.Wait(Wait.Longest);
        };
        var mixed = acts.SendAsync([Well[0], Bad, Well[1]]);
        await acts.SendAsync(Well);
        foreach (var account in Well)
            (await served.AskAsync(account, "sms.sent")).Remaining.ShouldBe("498");
        mixed.IsCompleted.ShouldBeFalse();
        goesOn.Set();
        await mixed;
        acts.Refused.ShouldBeEmpty();
        await acts.ShouldBeStoredOnceAsync();
    }

    [Fact]
    [Trait("fault", "M15")]
    public async Task A_faulty_event_of_a_stale_account_waits_for_its_fold_and_nobody_elses_does()
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        var acts = new Acts(served);
        await acts.OpenAsync([.. Well, Bad]);
        served.Clock.Add(TimeSpan.FromDays(1));
        await served.AskAsync(Bad, "sms.sent");
        await served.SendAsync(
            new Story { Account = Bad }.At(
                "2026-01-01T01:00:00Z",
                "seats.set",
                """{"licensed":2}""",
                "seats"
            )
        );
        using var goesOn = new ManualResetEventSlim(false);
        breaking!.At = (call, account) =>
        {
            if (call == LedgerCall.Read && account == Bad)
                goesOn.Wait(Wait.Longest);
        };
        var faulty = served.SendAsync(
            new Story { Account = Bad }.At("2026-01-01", "sms.sent", """{"segments":-1}""", "f")
        );
        await acts.SendAsync(Well);
        faulty.IsCompleted.ShouldBeFalse();
        goesOn.Set();
        (await faulty).Rejected.ShouldHaveSingleItem().Code.ShouldBe(Code.WrongField);
    }

    [Fact]
    [Trait("fault", "H1")]
    public async Task A_node_stops_while_an_account_is_being_loaded()
    {
        BreakingLedger? breaking = null;
        await using var served = await ServedNode.At(
            "2026-01-01",
            between: ledger => breaking = new BreakingLedger(ledger)
        );
        var acts = new Acts(served);
        await acts.OpenAsync([Bad]);
        await served.RestartAsync(snapshots: false);
        using var goesOn = new ManualResetEventSlim(false);
        using var waits = new ManualResetEventSlim(false);
        breaking!.At = (call, account) =>
        {
            if (call != LedgerCall.Read || account != Bad)
                return;
            waits.Set();
            goesOn.Wait(Wait.Longest);
        };
        var sent = acts.SendAsync([Bad]);
        waits.Wait(Wait.Longest, TestContext.Current.CancellationToken).ShouldBeTrue();
        await served.StopAsync();
        (await Should.ThrowAsync<RequestException>(() => sent)).Code.ShouldBe(Code.Stopping);
        goesOn.Set();
        breaking.At = (_, _) => { };
        await served.StartAsync();
        await acts.SendAgainAsync();
        await acts.ShouldBeStoredOnceAsync();
    }

    private static void Break(BreakingLedger ledger, LedgerCall at, string fault)
    {
        switch (fault)
        {
            case "empty":
                ledger.Damage = (account, slice) =>
                    account == Bad ? slice with { Payload = ReadOnlyMemory<byte>.Empty } : slice;
                break;
            case "cut":
                ledger.Damage = (account, slice) =>
                    account == Bad ? slice with { Payload = slice.Payload[..^3] } : slice;
                break;
            case "noise":
                ledger.Damage = (account, slice) =>
                    account == Bad
                        ? slice with
                        {
                            Payload = Enumerable.Repeat((byte)0xA5, slice.Payload.Length).ToArray(),
                        }
                        : slice;
                break;
            case "other kind":
                ledger.Damage = (account, slice) =>
                    account == Bad ? slice with { Kind = SliceKind.Stated } : slice;
                break;
            default:
                ledger.At = (call, account) =>
                {
                    if (call == at && account == Bad)
                        throw Thrown(fault);
                };
                break;
        }
    }

    private static Exception Thrown(string fault) =>
        fault switch
        {
            "unavailable" => new LedgerUnavailableException("a read failed", new IOException()),
            "damaged" => new DamagedLedgerException("a slice does not agree with its checksum"),
            "overflow" => new OverflowException(),
            _ => new InvalidOperationException("a bug"),
        };

    /// <summary>Asks of the account that is broken are answered, or refused so that they may be tried again; never otherwise.</summary>
    private static async Task AskTheBadOneAsync(ServedNode served)
    {
        try
        {
            await served.AskAsync(Bad, "sms.sent");
        }
        catch (RequestException refused)
        {
            refused.Code.ShouldBe(Code.Parked);
            refused.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            served.Node.Account(new AccountId(Bad))!.Parked.ShouldNotBeNull();
            served.Node.ParkedAccounts(null, 10).Items.ShouldHaveSingleItem().Id.Text.ShouldBe(Bad);
        }
        catch (Exception fault) when (fault is not ShouldAssertException)
        {
            // Whether there is such an account could not be told: the ledger's own fault passes.
        }
    }

    /// <summary>Acts that are sent, and what was answered.</summary>
    private sealed class Acts(ServedNode served)
    {
        private readonly Dictionary<(string Account, string Id), string> acknowledged = [];
        private readonly Dictionary<(string Account, string Id), string> unheard = [];
        private int last;

        /// <summary>By account, how many were refused and not taken since.</summary>
        public Dictionary<string, int> Refused { get; } = [];

        public HashSet<Code> RefusedFor { get; } = [];

        public string Left(string account) =>
            $"{500 - acknowledged.Keys.Count(key => key.Account == account)}";

        public async Task OpenAsync(string[] accounts)
        {
            foreach (var account in accounts)
                (
                    await served.SendAsync(
                        new Story { Account = account }.At(
                            "2026-01-01",
                            "account.opened",
                            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
                        )
                    )
                ).Accepted.ShouldBe(1);
        }

        public async Task SendAsync(string[] accounts)
        {
            var events = accounts
                .Select(account => (Account: account, Id: $"e-{++last}"))
                .ToArray();
            var lines = events.Select(each => LineOf(each.Account, each.Id)).ToArray();
            foreach (var (each, line) in events.Zip(lines))
                unheard[each] = line;
            Heed(events, await served.SendAsync(lines));
        }

        public async Task SendAgainAsync()
        {
            if (unheard.Count == 0)
                return;
            var events = unheard.Keys.ToArray();
            Refused.Clear();
            Heed(events, await served.SendAsync([.. unheard.Values]));
        }

        /// <summary>Each acknowledged act is there, once, under its account; others are not.</summary>
        public async Task ShouldBeStoredOnceAsync()
        {
            foreach (var (key, line) in acknowledged)
            {
                var again = await served.SendAsync(line);
                (again.Accepted, again.Duplicates).ShouldBe((0, 1), $"{key}");
            }
            foreach (var account in acknowledged.Keys.Select(key => key.Account).Distinct())
                (await served.AskAsync(account, "sms.sent")).Remaining.ShouldBe(Left(account));
        }

        private void Heed((string Account, string Id)[] events, IngestOutcome outcome)
        {
            (outcome.Accepted + outcome.Duplicates + outcome.Rejected.Count).ShouldBe(
                events.Length
            );
            var refused = outcome.Rejected.ToDictionary(each => each.Index);
            for (var i = 0; i < events.Length; i++)
                if (refused.TryGetValue(i, out var why))
                {
                    RefusedFor.Add(why.Code);
                    Refused[events[i].Account] = Refused.GetValueOrDefault(events[i].Account) + 1;
                }
                else
                {
                    acknowledged[events[i]] = unheard[events[i]];
                    unheard.Remove(events[i]);
                }
        }

        private static string LineOf(string account, string id) =>
            new Story { Account = account }
                .At("2026-01-01", "sms.sent", """{"segments":1}""", id)
                .Lines[0];
    }
}
