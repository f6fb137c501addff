using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Amending;
using Evenhand.Node.Context;
using Evenhand.Node.Gate;
using Evenhand.Node.Outbox;
using Evenhand.Node.Policies;
using Evenhand.Node.Shared;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>What people who look at accounts read beside what programs do: the latest first, what waits, what would be.</summary>
public sealed class Looks
{
    private readonly NodeContext context;
    private readonly AccountReads reading;
    private readonly LiveGate gate;
    private readonly NameIndex names;
    private readonly ChangedAccounts changed;
    private readonly RunOutBoard runOuts;
    private readonly ProposedBoard proposed;
    private readonly FirstFill fill;

    internal Looks(
        NodeContext context,
        AccountDirectory accounts,
        AccountReads reading,
        LiveGate gate,
        Registers all,
        FirstFill fill,
        Func<long> count
    )
    {
        (this.context, this.reading, this.gate, this.fill) = (context, reading, gate, fill);
        (Drafts, Templates) = (all.Drafts, all.Templates);
        Trials = new Trials(context, () => (int)Math.Min(int.MaxValue, count()));
        names = new(context, fill);
        changed = new(context, new AccountList(context, accounts), fill);
        (runOuts, proposed) = (new(context, changed), new(changed));
    }

    /// <summary>Where charges wait for a person.</summary>
    public ProposedReads Proposed => reading.Proposed;

    /// <inheritdoc cref="ProposedBoard.After"/>
    public IReadOnlyList<AccountId> MayPropose(AccountId? after, int most) =>
        proposed.After(after, most);

    /// <summary>Versions that people are writing.</summary>
    public DraftBook Drafts { get; }

    /// <summary>Templates of letters that people worded.</summary>
    public TemplateBook Templates { get; }

    /// <summary>Drafts and versions that are tried on all accounts.</summary>
    public Trials Trials { get; }

    /// <summary>
    /// How far what stands across accounts is known: cases, messages, waits, names and what runs out next; null once all of it is, and
    /// where nobody has asked for it yet. Until then questions to it are answered from the accounts that were read so far.
    /// </summary>
    public FillProgress? Filling => fill.Progress;

    /// <summary>Ends when what stands across accounts is known of all of them.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    public Task WholeAsync(CancellationToken cancel) => fill.WholeAsync(cancel);

    /// <summary>Ends when nothing goes on in the background any more.</summary>
    internal Task Running =>
        Task.WhenAll(
            Trials.Running,
            fill.Running.ContinueWith(_ => { }, TaskScheduler.Default),
            changed.Running.ContinueWith(_ => { }, TaskScheduler.Default)
        );

    /// <summary>Takes note of an account as it is now, before others do. In its turn.</summary>
    internal void Look(ServedAccount account)
    {
        fill.Look(account.Name);
        names.Look(account);
        changed.Look(account.Name);
    }

    /// <inheritdoc cref="NameIndex.Find"/>
    public IReadOnlyList<AccountId> Find(string text, int most) => names.Find(text, most);

    /// <inheritdoc cref="RunOutBoard.Next"/>
    public IReadOnlyList<(AccountId Account, NextRunOut Next)> RunningOut(int most) =>
        runOuts.Next(most);

    /// <summary>The types of events that there are: those that every account has, then those that the catalogue declares.</summary>
    public IReadOnlyList<EventType> Types => context.Shelf.Catalogue.Types;

    /// <summary>What an ask would be answered that reserves nothing; nothing takes note of it.</summary>
    /// <param name="body">The ask, as for <see cref="EvenhandNode.AskAsync"/>.</param>
    public GateOutcome TryAsk(ReadOnlyMemory<byte> body) => gate.Try(body);

    /// <summary>What the account was told, the latest first; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="before">Where the page before ended; null for the latest.</param>
    /// <param name="limit">How many at most.</param>
    public Page<ToldNotice>? LatestNotices(AccountId id, string? before, int limit) =>
        reading.LatestNotices(id, before, limit);

    /// <summary>The account's cases, the latest first; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="before">Where the page before ended; null for the latest.</param>
    /// <param name="limit">How many at most.</param>
    public Page<ToldCase>? LatestCases(AccountId id, string? before, int limit) =>
        reading.LatestCases(id, before, limit);

    /// <summary>What happened to an account beside its usage, the latest first, and the instant before which the next page begins.</summary>
    /// <param name="id">The account.</param>
    /// <param name="kinds">What is wanted.</param>
    /// <param name="before">Before this instant.</param>
    /// <param name="limit">How many, and what happened at the same instant as the last.</param>
    public (IReadOnlyList<TimelineEntry> Items, Moment? Next)? Timeline(
        AccountId id,
        TimelineKind kinds,
        Moment before,
        int limit
    ) => reading.Timeline(id, kinds, before, limit);
}
