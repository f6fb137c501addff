using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Cli.Reading;
using Evenhand.Core.Effects;
using Evenhand.Ledger;
using Evenhand.Replay.Output;
using Evenhand.Tests.Replay;
using Evenhand.Tests.Server;
using Evenhand.Tests.Tidy;
using Evenhand.Wire;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli.Reading;

/// <summary>Both ends, a data folder and the server that runs on it, give the same records of everything.</summary>
[Trait("fault", "S1-10")]
public sealed class ReadsTests : IClassFixture<ReadServer>, IDisposable
{
    private const int Most = 400;

    private readonly FolderReads folder;
    private readonly ServerReads server;

    public ReadsTests(ReadServer reads)
    {
        folder = FolderReads.Open(
            LedgerPlace.At(reads.Server.Data),
            reads.Server.Data,
            Path.Combine(Tree.Root(), "policies"),
            TextWriter.Null
        );
        server = ServerReads.Open(reads.Server.Address, ServerUnderTest.AdminKey);
    }

    public void Dispose()
    {
        folder.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Accounts_cases_and_names()
    {
        await SameAsync(each => each.AccountsAsync(null), WireJson.Wire.PageAccountView);
        (await folder.NamesAsync()).ShouldBe(await server.NamesAsync());
        var cases = 0;
        foreach (var account in await folder.NamesAsync())
        {
            await SameAsync(each => each.AccountAsync(account), WireJson.Wire.AccountView);
            var page = await SameAsync(
                each => each.CasesAsync(account, null),
                WireJson.Wire.PageCaseView
            );
            cases += page.Items.Count;
        }
        cases.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Statements_stated_and_expected_and_the_events_behind_their_lines()
    {
        var behind = 0;
        foreach (var account in await folder.NamesAsync())
        foreach (var statement in await StatementsAsync(account))
        {
            var cycle = statement.Cycle!.Value;
            await SameAsync(
                each => each.StatementAsync(account, cycle, expected: true),
                WireJson.Wire.StatementView
            );
            foreach (var clause in statement.Lines.Select(line => line.Clause).Distinct())
            {
                var place = new LinePlace(account, cycle, clause, Expected: false);
                var page = await SameAsync(
                    each => each.LineEventsAsync(place, null),
                    WireJson.Wire.PageJsonElement
                );
                behind += page.Items.Count;
            }
        }
        behind.ShouldBeGreaterThan(Most);
    }

    [Fact]
    public async Task Usage_and_events_with_their_outcomes()
    {
        var end = DateTimeOffset.UtcNow.Date.AddDays(-2);
        foreach (var account in await folder.NamesAsync())
        {
            foreach (var window in Enum.GetValues<UsageWindow>())
            {
                var usage = new UsageFilter(account, end.AddDays(-50), end, window, null);
                await SameAsync(
                    async each => new Page<UsageView> { Items = await each.UsageAsync(usage) },
                    WireJson.Wire.PageUsageView
                );
            }
            foreach (var outcome in Enum.GetValues<EventOutcome>())
            {
                var events = new EventFilter(account, null, null, outcome);
                await SameAsync(
                    each => each.EventsAsync(events, null, Most),
                    WireJson.Wire.PageEventView
                );
            }
        }
    }

    [Fact]
    public async Task The_export_of_all_and_of_one()
    {
        foreach (var account in new[] { null, "engagece-0002" })
        {
            var (here, there) = (new MemoryStream(), new MemoryStream());
            await folder.ExportAsync(account, archive: false, here);
            await server.ExportAsync(account, archive: false, there);
            here.Length.ShouldBeGreaterThan(0);
            there.ToArray().SequenceEqual(here.ToArray()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_replay_of_the_export_states_every_ended_cycle_of_every_policy_as_it_is_expected()
    {
        using var export = new MemoryStream();
        await folder.ExportAsync(null, archive: false, export);
        var lines = Encoding
            .UTF8.GetString(export.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var replayed = Replays
            .Of(lines, SystemClock.Instance.GetCurrentInstant())
            .Effects.OfType<Statement>()
            .Select(statement => EffectViews.Of(statement))
            .ToLookup(statement => statement.Account);
        replayed.Count.ShouldBe(8);
        foreach (var account in await folder.NamesAsync())
        {
            var ended = (await folder.StatementsAsync(account)).Where(each =>
                each.To <= DateTimeOffset.UtcNow
            );
            var expected = new List<StatementView>();
            foreach (var each in ended)
                expected.Add(
                    await folder.StatementAsync(account, each.Cycle!.Value, expected: true)
                );
            expected.Count.ShouldBeGreaterThan(1);
            expected
                .Select(each =>
                    Text(
                        each with
                        {
                            Cycle = null,
                            Url = null,
                            Stated = false,
                            Running = false,
                            Pending = null,
                        }
                    )
                )
                .ShouldBe(replayed[account].Select(Text));
        }
    }

    private static string Text(StatementView statement) =>
        JsonSerializer.Serialize(statement, WireJson.Wire.StatementView);

    private async Task<IReadOnlyList<StatementView>> StatementsAsync(string account)
    {
        var page = await SameAsync(
            async each => new Page<StatementView> { Items = await each.StatementsAsync(account) },
            WireJson.Wire.PageStatementView
        );
        page.Items.Count.ShouldBeGreaterThan(2);
        return page.Items;
    }

    private async Task<T> SameAsync<T>(Func<IReads, Task<T>> read, JsonTypeInfo<T> type)
    {
        var here = await read(folder);
        JsonSerializer
            .Serialize(await read(server), type)
            .ShouldBe(JsonSerializer.Serialize(here, type));
        return here;
    }
}
