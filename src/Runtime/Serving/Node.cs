using Evenhand.Core.Effects;
using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Gate;
using Evenhand.Runtime.Serving.Ingest;
using Evenhand.Runtime.Serving.Keys;
using Evenhand.Runtime.Serving.Policies;
using Evenhand.Runtime.Serving.Views;
using Microsoft.Extensions.Logging;

namespace Evenhand.Runtime.Serving;

/// <summary>
/// The accounts of one ledger, served: what a server calls. Safe to call from many threads. Requests that cannot be
/// met end in a <see cref="RequestException"/>.
/// </summary>
public sealed class Node : IAsyncDisposable
{
    /// <summary>Starts a node: loads and checks the policies, takes up what the ledger holds, begins to watch the clock.</summary>
    /// <exception cref="RequestException">The policies are not fit; all problems are in it.</exception>
    public static Task<Node> StartAsync(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider clock,
        ILogger log
    ) => throw new NotSupportedException();

    /// <summary>Null when the node can serve; else why it cannot, for people.</summary>
    public string? NotReady => throw new NotSupportedException();

    /// <summary>The keys.</summary>
    public KeyRing Keys => throw new NotSupportedException();

    /// <summary>How much is loaded and waiting, for metrics.</summary>
    public NodeFigures Figures => throw new NotSupportedException();

    /// <summary>Reads a body of events and stores what is good; answers once that is on disk.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How the events are laid out.</param>
    public Task<IngestOutcome> IngestAsync(ReadOnlyMemory<byte> body, BodyFormat format) =>
        throw new NotSupportedException();

    /// <summary>Only reads a body of events and counts them: the yardstick of ingest in a benchmark.</summary>
    public int ParseOnly(ReadOnlyMemory<byte> body, BodyFormat format) =>
        throw new NotSupportedException();

    /// <summary>Answers an ask: <c>{"account","act","with","acknowledged"?,"reserve"?,"id"?}</c>.</summary>
    /// <param name="body">The ask.</param>
    /// <param name="onlyAccount">The one account that the asker may ask for; null for any.</param>
    public ValueTask<GateOutcome> AskAsync(ReadOnlyMemory<byte> body, string? onlyAccount) =>
        throw new NotSupportedException();

    /// <summary>Ends a hold; the act's own event counts. Doing it again gives the same answer.</summary>
    /// <param name="reservation">Its id.</param>
    /// <param name="quantity">What was used, also more than was held.</param>
    /// <param name="onlyAccount">The one account that the asker may speak for; null for any.</param>
    public Task<Hold> SettleAsync(string reservation, decimal quantity, string? onlyAccount) =>
        throw new NotSupportedException();

    /// <summary>Gives a hold back. Doing it again gives the same answer.</summary>
    public Task<Hold> ReleaseAsync(string reservation, string? onlyAccount) =>
        throw new NotSupportedException();

    /// <summary>Accounts in ordinal order of their names.</summary>
    public Page<AccountSummary> Accounts(string? after, int limit) =>
        throw new NotSupportedException();

    /// <summary>An account; null where there is none.</summary>
    public AccountSummary? Account(string id) => throw new NotSupportedException();

    /// <summary>What an account used; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="from">The first tick; null: the first of the present cycle.</param>
    /// <param name="to">The first tick after; null: now.</param>
    /// <param name="window">The windows.</param>
    /// <param name="meter">One meter; null for all.</param>
    public IReadOnlyList<MeterSeries>? Usage(
        string id,
        long? from,
        long? to,
        SeriesWindow window,
        string? meter
    ) => throw new NotSupportedException();

    /// <summary>What is included and allowed; null where there is no such account.</summary>
    public IReadOnlyList<AllowanceState>? Allowances(string id) =>
        throw new NotSupportedException();

    /// <summary>The statements of all cycles so far; null where there is no such account.</summary>
    public IReadOnlyList<CycleStatement>? Statements(string id) =>
        throw new NotSupportedException();

    /// <summary>One statement; null where there is no such account or cycle.</summary>
    /// <param name="id">The account.</param>
    /// <param name="firstDay">The first day of the cycle.</param>
    /// <param name="expected">Whether a stated one is to be shown as it would be stated today.</param>
    public CycleStatement? Statement(string id, string firstDay, bool expected) =>
        throw new NotSupportedException();

    /// <summary>The events behind a line, each as a CloudEvent in JSON; null where there is no such line.</summary>
    public Page<string>? EventsBehind(
        string id,
        string firstDay,
        string clause,
        string? after,
        int limit
    ) => throw new NotSupportedException();

    /// <summary>What the account was told, in order; null where there is no such account.</summary>
    public Page<Notice>? Notices(string id, string? after, int limit) =>
        throw new NotSupportedException();

    /// <summary>The account's cases, in order; null where there is no such account.</summary>
    public Page<Case>? Cases(string id, string? after, int limit) =>
        throw new NotSupportedException();

    /// <summary>
    /// The account's latest answers, newest first; null where there is no such account. Asks are not stored: a
    /// restart forgets them.
    /// </summary>
    public Page<Decision>? Decisions(string id, string? after, int limit) =>
        throw new NotSupportedException();

    /// <summary>Every version on the shelf, by name and effective instant.</summary>
    public IReadOnlyList<PublishedPolicy> Policies() => throw new NotSupportedException();

    /// <summary>Checks a policy version and publishes it, effective at its date.</summary>
    /// <param name="markdown">The document.</param>
    public Task<PublishedPolicy> PublishAsync(string markdown) => throw new NotSupportedException();

    /// <summary>Takes in nothing more, stores what waits, keeps snapshots, and stops.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
