using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Amending;
using Evenhand.Node.Context;
using Evenhand.Node.Exporting;
using Evenhand.Node.People;
using Evenhand.Node.Reads;
using Evenhand.Node.Reasons;
using Evenhand.Node.Refusals;
using Evenhand.Node.Rejections;
using Evenhand.Node.Settings;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node;

/// <summary>
/// Says what a node would that served the ledger as it was when this began, and changes nothing: no policy is taken up, no
/// cycle stated, nobody told. It may look at a ledger that another process serves.
/// </summary>
public sealed class Onlooker
{
    private readonly NodeContext context;
    private readonly RejectionLog rejections;
    private readonly AccountReads reading;

    private readonly StandingReads standing;

    private Onlooker(NodeContext context, PersonRegister people)
    {
        this.context = context;
        rejections = new RejectionLog(
            context.Settings.Rejections,
            () => context.Clock.Now,
            context.Log
        );
        var accounts = new AccountDirectory(context);
        reading = new AccountReads(context, accounts, rejections);
        standing = new StandingReads(
            context,
            accounts,
            new ReasonsDesk(context, people),
            reading,
            new FirstFill(context, accounts)
        );
    }

    /// <summary>Looks at a ledger under the policies that it holds.</summary>
    /// <param name="settings">Where the catalogue is that they refer to.</param>
    /// <param name="ledger">The ledger, which remains the caller's.</param>
    /// <param name="clock">The present.</param>
    /// <param name="log">Where things of note are told.</param>
    /// <exception cref="RequestException">The catalogue is not fit, or does not fit the ledger's policies.</exception>
    public static Onlooker Open(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider clock,
        ILogger log
    )
    {
        var (context, people) = NodeStart.Look(settings, ledger, clock, log);
        return new(context, people);
    }

    /// <summary>Why the present is doubtful, for people; empty where it is not.</summary>
    public string ClockDoubt => context.Clock.State.Why;

    /// <summary>Names of accounts, also of those that nobody has opened, in ordinal order.</summary>
    public IReadOnlyList<string> Names(string? after, int limit) =>
        [
            .. context
                .Ledger.Accounts(StreamName.OrShared(after ?? ""), limit)
                .Select(each => each.Text),
        ];

    /// <summary>See <see cref="EvenhandNode.Accounts"/>; what a page needed is not kept in memory.</summary>
    public Page<AccountSummary> Accounts(string? after, int limit) =>
        Afresh().Accounts(after, limit, opened: true);

    /// <inheritdoc cref="EvenhandNode.Account"/>
    public AccountSummary? Account(AccountId id) => reading.Account(id);

    /// <inheritdoc cref="EvenhandNode.Usage"/>
    public IReadOnlyList<MeterSeries>? Usage(
        AccountId id,
        Moment? from,
        Moment? to,
        SeriesWindow window,
        string? meter
    ) => reading.Usage(id, from, to, window, meter);

    /// <inheritdoc cref="EvenhandNode.Statements"/>
    public IReadOnlyList<CycleStatement>? Statements(AccountId id) => reading.Statements(id);

    /// <inheritdoc cref="EvenhandNode.Statement"/>
    public CycleStatement? Statement(AccountId id, string firstDay, bool expected) =>
        reading.Statement(id, firstDay, expected);

    /// <inheritdoc cref="EvenhandNode.EventsBehind"/>
    public Page<string>? EventsBehind(
        AccountId id,
        string firstDay,
        string clause,
        string? after,
        int limit,
        bool expected
    ) => reading.EventsBehind(id, firstDay, clause, after, limit, expected);

    /// <inheritdoc cref="EvenhandNode.Events"/>
    public Page<ToldEvent>? Events(EventQuery query, string? after, int limit) =>
        reading.Events(query, after, limit);

    /// <summary>What this release would state otherwise of the cycles of an account that are stated, clause by clause.</summary>
    /// <exception cref="RequestException">The account is set aside.</exception>
    public IReadOnlyList<StatedOtherwise> StatedOtherwise(AccountId id) =>
        reading.StatedOtherwise(id);

    /// <inheritdoc cref="EvenhandNode.Cases"/>
    public Page<ToldCase>? Cases(AccountId id, string? after, int limit) =>
        reading.Cases(id, after, limit);

    /// <inheritdoc cref="StandingReads.Parts"/>
    public (CaseFile File, CaseParts Parts)? CaseParts(AccountId account, string id) =>
        standing.Parts(account, id);

    /// <inheritdoc cref="StandingReads.Ledger"/>
    public Guid Ledger => standing.Ledger;

    /// <summary>A draft, to be tried on the accounts of the ledger.</summary>
    /// <param name="name">The name by which problems tell the document.</param>
    /// <param name="text">The document.</param>
    /// <param name="cycles">On how many of the last ended cycles.</param>
    /// <param name="now">The present; null for now.</param>
    /// <exception cref="RequestException">It does not pass the check, or is of a policy that the ledger does not know.</exception>
    public Backtester Backtest(string name, string text, int cycles, Moment? now) =>
        Backtester.Of(context, name, text, cycles, now);

    /// <inheritdoc cref="EvenhandNode.Export"/>
    public IEnumerable<string> Export(AccountId? account) =>
        account is not { } one || context.Ledger.SequenceOf(StreamName.OrShared(one)) > 0
            ? new EventExport(context).Lines(account)
            : throw new RequestException(Code.UnknownAccount, "there is no such account");

    /// <inheritdoc cref="EvenhandNode.PolicyFiles"/>
    public IEnumerable<PolicyFileText> PolicyFiles() => ExportedPolicies.Of(context);

    private AccountReads Afresh() => new(context, new AccountDirectory(context), rejections);
}
