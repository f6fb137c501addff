using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node;
using Evenhand.Node.Clock;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Settings;
using Evenhand.Policies.Reading;
using Evenhand.Replay.Output;
using Evenhand.Server;
using Evenhand.Server.Formats;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Fate = Evenhand.Core.Replaying;
using Told = Evenhand.Node.Views;

namespace Evenhand.Cli.Reading;

/// <summary>
/// Reads from a data folder, as it was when this was opened. A server may run on it: nothing is locked and nothing written.
/// </summary>
internal sealed class FolderReads : IReads
{
    private const int PageSize = 1_000;
    private const int MostProblems = 5;

    private readonly ILedger ledger;
    private readonly Onlooker onlooker;

    private FolderReads(ILedger ledger, Onlooker onlooker) =>
        (this.ledger, this.onlooker) = (ledger, onlooker);

    /// <summary>Who looks at it.</summary>
    public Onlooker Onlooker => onlooker;

    /// <summary>Opens a data folder.</summary>
    /// <param name="place">Where the ledger is.</param>
    /// <param name="folder">The data folder, where what was turned away lies.</param>
    /// <param name="policies">The folder with the catalogue.</param>
    /// <param name="errors">Told what is doubtful.</param>
    public static FolderReads Open(
        LedgerPlace place,
        string folder,
        string policies,
        TextWriter errors
    )
    {
        if (!File.Exists(Path.Combine(policies, CatalogueReader.FileName)))
            throw new ReadRefusedException(
                $"{policies} holds no {CatalogueReader.FileName}, which says what the events of the data folder mean; name the folder that its server has with --policies"
            );
        var ledger = place.OpenToRead();
        try
        {
            var onlooker = Onlooker.Open(
                new NodeSettings
                {
                    Policies = policies,
                    Rejections = RunningServer.RejectionsOf(folder),
                },
                ledger,
                MachineTime.Instance,
                NullLogger.Instance
            );
            if (onlooker.ClockDoubt is { Length: > 0 } doubt)
                errors.WriteLine(Printable.Line($"evenhand: warning: {doubt}"));
            return new FolderReads(ledger, onlooker);
        }
        catch (RequestException unfit) when (unfit.Code == Code.PolicyUnsound)
        {
            ledger.Dispose();
            throw Unfit(policies, unfit);
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    private static ReadRefusedException Unfit(string policies, RequestException unfit)
    {
        var more = unfit.Problems.Count - MostProblems;
        var problems = unfit.Problems.Take(MostProblems).Select(problem => problem.Message);
        return new(
            $"the catalogue of {policies} is not the one that the policies of the ledger are written for; name the folder that its server has with --policies"
        )
        {
            Problems = [.. problems, .. more > 0 ? [$"… and {more:N0} more"] : (string[])[]],
        };
    }

    public Task<IReadOnlyList<string>> NamesAsync() =>
        Task.FromResult(onlooker.Names(null, 10 * PageSize));

    public Task<Page<AccountView>> AccountsAsync(string? after) =>
        PageOf(onlooker.Accounts(after, PageSize), AccountViews.Of);

    public Task<AccountView> AccountAsync(string account) =>
        Task.FromResult(
            AccountViews.Of(onlooker.Account(new AccountId(account)) ?? throw NoAccount())
        );

    public Task<IReadOnlyList<StatementView>> StatementsAsync(string account) =>
        ListOf(onlooker.Statements(new AccountId(account)), StatementViews.Of);

    public Task<StatementView> StatementAsync(string account, DateOnly cycle, bool expected) =>
        Task.FromResult(
            StatementViews.Of(
                onlooker.Statement(new AccountId(account), Day(cycle), expected)
                    ?? throw Missing("statement")
            )
        );

    public Task<Page<JsonElement>> LineEventsAsync(LinePlace line, string? after)
    {
        var page = onlooker.EventsBehind(
            new AccountId(line.Account),
            Day(line.Cycle),
            line.Clause,
            after,
            PageSize,
            line.Expected
        );
        return PageOf(page ?? throw Missing("line"), text => JsonDocument.Parse(text).RootElement);
    }

    public Task<Page<EventView>> EventsAsync(EventFilter filter, string? after, int limit)
    {
        var query = new EventQuery(
            AccountId.Or(filter.Account),
            filter.Type,
            filter.Id,
            filter.Outcome is { } outcome ? Of(outcome) : null
        );
        var page = onlooker.Events(query, after, Math.Min(limit, PageSize)) ?? throw NoAccount();
        return PageOf(page, EventViews.Of);
    }

    public Task<IReadOnlyList<UsageView>> UsageAsync(UsageFilter filter)
    {
        var window = filter.Window switch
        {
            UsageWindow.Hour => Told.SeriesWindow.Hour,
            UsageWindow.Month => Told.SeriesWindow.Month,
            _ => Told.SeriesWindow.Day,
        };
        var series = onlooker.Usage(
            new AccountId(filter.Account),
            MomentOf(filter.From),
            MomentOf(filter.To),
            window,
            filter.Meter
        );
        return ListOf(series, each => UsageViews.Of(each, window));
    }

    public Task<Page<CaseView>> CasesAsync(string account, string? after) =>
        PageOf(
            onlooker.Cases(new AccountId(account), after, PageSize) ?? throw NoAccount(),
            Node.Reads.ToldViews.Of
        );

    public async Task CopyCaseFileAsync(string account, string id, Stream to)
    {
        if (onlooker.Account(new AccountId(account)) is null)
            throw NoAccount();
        var gathered = onlooker.CaseParts(new AccountId(account), id) ?? throw Missing("case");
        await to.WriteAsync(CaseFiles.Pack(gathered, onlooker.Ledger));
    }

    public Task ExportAsync(string? account, bool archive, Stream to) =>
        archive
            ? ExportFiles.PackAsync(
                onlooker.PolicyFiles(),
                onlooker.Export(AccountId.Or(account)),
                to
            )
            : ExportFiles.SendAsync(onlooker.Export(AccountId.Or(account)), to);

    public void Dispose() => ledger.Dispose();

    private static Task<Page<TView>> PageOf<T, TView>(Told.Page<T> page, Func<T, TView> view) =>
        Task.FromResult(new Page<TView> { Items = [.. page.Items.Select(view)], Next = page.Next });

    private static Task<IReadOnlyList<TView>> ListOf<T, TView>(
        IReadOnlyList<T>? items,
        Func<T, TView> view
    ) => Task.FromResult<IReadOnlyList<TView>>([.. (items ?? throw NoAccount()).Select(view)]);

    private static Fate.EventOutcome Of(EventOutcome outcome) =>
        outcome switch
        {
            EventOutcome.Counted => Fate.EventOutcome.Counted,
            EventOutcome.Unmatched => Fate.EventOutcome.Unmatched,
            _ => Fate.EventOutcome.Rejected,
        };

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static Moment? MomentOf(DateTimeOffset? instant) =>
        instant is { } given ? Moment.Of(given) : null;

    private static RequestException NoAccount() =>
        new(Code.UnknownAccount, "there is no such account");

    private static RequestException Missing(string what) =>
        new(Code.NotFound, $"there is no such {what}");
}
