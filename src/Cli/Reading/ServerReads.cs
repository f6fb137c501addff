using System.Text.Json;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Reading;

/// <summary>Reads from a server, by its API.</summary>
internal sealed class ServerReads(EvenhandClient client) : IReads
{
    private const int PageSize = 1_000;
    private const int PagesOfNames = 10;

    /// <summary>A server's address, and the key to show it.</summary>
    public static ServerReads Open(Uri address, string? key) =>
        new(
            new EvenhandClient(
                new EvenhandOptions
                {
                    Address = address,
                    Key = key,
                    Timeout = TimeSpan.FromMinutes(5),
                }
            )
        );

    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        string? after = null;
        for (var pages = 0; pages < PagesOfNames; pages++)
        {
            var page = await AccountsAsync(after);
            names.AddRange(page.Items.Select(account => account.Id));
            if ((after = page.Next) is null)
                break;
        }
        return names;
    }

    public Task<Page<AccountView>> AccountsAsync(string? after) =>
        client.Read.AccountsAsync(after, PageSize);

    public Task<AccountView> AccountAsync(string account) => client.Read.AccountAsync(account);

    public async Task<IReadOnlyList<StatementView>> StatementsAsync(string account) =>
        (await client.Read.StatementsAsync(account)).Items;

    public Task<StatementView> StatementAsync(string account, DateOnly cycle, bool expected) =>
        client.Read.StatementAsync(account, cycle, expected);

    public Task<Page<JsonElement>> LineEventsAsync(LinePlace line, string? after) =>
        client.Read.LineEventsAsync(
            line.Account,
            line.Cycle,
            line.Clause,
            after,
            PageSize,
            line.Expected
        );

    public Task<Page<EventView>> EventsAsync(EventFilter filter, string? after, int limit) =>
        client.Read.EventsAsync(
            filter.Account,
            filter.Type,
            filter.Id,
            filter.Outcome,
            after,
            Math.Min(limit, PageSize)
        );

    public async Task<IReadOnlyList<UsageView>> UsageAsync(UsageFilter filter)
    {
        var page = await client.Read.UsageAsync(
            filter.Account,
            filter.From,
            filter.To,
            filter.Window,
            filter.Meter
        );
        return page.Items;
    }

    public Task<Page<CaseView>> CasesAsync(string account, string? after) =>
        client.Read.CasesAsync(account, after, PageSize);

    public Task CopyCaseFileAsync(string account, string id, Stream to) =>
        client.Standing.CopyCaseFileAsync(to, account, id);

    public Task ExportAsync(string? account, bool archive, Stream to) =>
        client.Read.ExportAsync(to, account, archive);

    public void Dispose() => client.Dispose();
}
