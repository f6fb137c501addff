using System.Text.Json;
using Evenhand.Wire;

namespace Evenhand.Cli.Reading;

/// <summary>
/// What can be read of accounts, wherever it is: the records of the wire, as HTTP gives them. Dates of cycles and windows are
/// those of the account's zone.
/// </summary>
internal interface IReads : IDisposable
{
    /// <summary>Names of accounts, to find what was meant; of many not all.</summary>
    Task<IReadOnlyList<string>> NamesAsync();

    /// <summary>A page of accounts, by id.</summary>
    Task<Page<AccountView>> AccountsAsync(string? after);

    /// <summary>One account.</summary>
    Task<AccountView> AccountAsync(string account);

    /// <summary>All statements of an account, in order; closing ones last.</summary>
    Task<IReadOnlyList<StatementView>> StatementsAsync(string account);

    /// <summary>The statement of a cycle.</summary>
    Task<StatementView> StatementAsync(string account, DateOnly cycle, bool expected);

    /// <summary>A page of the events behind a line.</summary>
    Task<Page<JsonElement>> LineEventsAsync(LinePlace line, string? after);

    /// <summary>A page of events with what became of each.</summary>
    Task<Page<EventView>> EventsAsync(EventFilter filter, string? after, int limit);

    /// <summary>What was used.</summary>
    Task<IReadOnlyList<UsageView>> UsageAsync(UsageFilter filter);

    /// <summary>A page of an account's cases.</summary>
    Task<Page<CaseView>> CasesAsync(string account, string? after);

    /// <summary>Copies a case's file, for an auditor.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">The case.</param>
    /// <param name="to">Where to.</param>
    Task CopyCaseFileAsync(string account, string id, Stream to);

    /// <summary>Copies all events as a replay takes them.</summary>
    /// <param name="account">Of one account; null for all.</param>
    /// <param name="archive">Whether as an archive, with the policies.</param>
    /// <param name="to">Where to.</param>
    Task ExportAsync(string? account, bool archive, Stream to);
}

/// <summary>Where a line stands.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cycle">The first day of the cycle.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Expected">Whether of a stated cycle as it would be stated today.</param>
internal sealed record LinePlace(string Account, DateOnly Cycle, string Clause, bool Expected);

/// <summary>Which events.</summary>
/// <param name="Account">Of one account; null for all.</param>
/// <param name="Type">Of one type.</param>
/// <param name="Id">Of one id.</param>
/// <param name="Outcome">Of one outcome.</param>
internal sealed record EventFilter(
    string? Account,
    string? Type,
    string? Id,
    EventOutcome? Outcome
);

/// <summary>Which usage.</summary>
/// <param name="Account">The account.</param>
/// <param name="From">From an instant on; null: from the present cycle's first.</param>
/// <param name="To">Before an instant; null: until now.</param>
/// <param name="Window">The windows.</param>
/// <param name="Meter">Of one meter; null for all.</param>
internal sealed record UsageFilter(
    string Account,
    DateTimeOffset? From,
    DateTimeOffset? To,
    UsageWindow Window,
    string? Meter
);
