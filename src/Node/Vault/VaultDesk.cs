using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Stores;
using Evenhand.Wording;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Vault;

/// <summary>Stored things: their bytes in and out, what is there, and whether it is as it should be.</summary>
public sealed partial class VaultDesk : IDisposable
{
    private readonly StoredEvents events;
    private readonly Committer committer;
    private readonly ObjectReads objects;
    private readonly IStore store;
    private readonly Storing storing;
    private readonly Fetching fetching;
    private readonly Retrieving retrieving;
    private readonly VaultCheck check;
    private readonly VaultJobs jobs;
    private readonly Certificates certificates;
    private readonly RuleDesk rules;
    private readonly CopyJobs? copies;
    private readonly TargetDesk? targets;
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly ILogger log;

    internal VaultDesk(
        NodeContext context,
        AccountDirectory accounts,
        Intake intake,
        Committer committer,
        IStore store
    )
    {
        (this.committer, this.store, log) = (committer, store, context.Log);
        (this.context, this.accounts) = (context, accounts);
        objects = new ObjectReads(context, accounts);
        events = new StoredEvents(intake);
        storing = new Storing(objects, events, committer, store);
        fetching = new Fetching(objects, events, committer, store);
        check = new VaultCheck(context, accounts, committer, store);
        retrieving = new Retrieving(context, objects, fetching, committer);
        var steps = new JobSteps(context, accounts, committer);
        var own = new OwnEvents(objects, intake);
        var facts = new StoredFacts(own);
        var bringing = new BringingBack(context, accounts, steps, facts, store);
        certificates = new Certificates(context, objects, steps);
        var exporting = new ExportMaking(context, accounts, committer, facts, store);
        jobs = new VaultJobs(context, accounts, steps, bringing, certificates, exporting, store);
        Exports = new ExportDesk(context, objects, events, committer, store);
        rules = new RuleDesk(context, objects, own);
        if (context.Settings is not { Targets: { } opening, TargetSeal: { } seal })
            return;
        var (copySteps, seals) = (
            new CopySteps(context, accounts, committer, facts),
            new TargetSeals(seal)
        );
        var making = new CopyMaking(context, accounts, copySteps, facts, store);
        copies = new CopyJobs(context, accounts, making, copySteps, seals, opening);
        targets = new TargetDesk(context, objects, committer, own, copySteps, seals, opening);
    }

    /// <summary>Ends when nothing is carried out on bytes any more.</summary>
    internal Task Idle => IdleAsync();

    /// <summary>What was removed and moved since the start.</summary>
    internal MovedBytes Done => jobs.Done;

    /// <summary>Takes an account up of whose bytes something is due. In its turn.</summary>
    internal void Look(ServedAccount account)
    {
        jobs.Look(account);
        copies?.Look(account);
    }

    /// <inheritdoc cref="Storing.PutAsync"/>
    public Task<StoredObject> PutAsync(
        PutTerms terms,
        Stream bytes,
        Key key,
        CancellationToken cancel = default
    ) => OfStore(() => storing.PutAsync(terms, bytes, key, cancel));

    /// <summary>How many bytes of an upload in parts are there; 0 where none are.</summary>
    public Task<long> UploadedAsync(
        AccountId account,
        string name,
        CancellationToken cancel = default
    ) => OfStore(() => store.LengthAsync(Storing.NameOf(account, name), cancel));

    /// <inheritdoc cref="Storing.AddAsync"/>
    public Task<long> AddAsync(
        PutTerms terms,
        long offset,
        Stream bytes,
        Key key,
        CancellationToken cancel = default
    ) => OfStore(() => storing.AddAsync(terms, offset, bytes, key, cancel));

    /// <inheritdoc cref="Storing.FinishAsync"/>
    public Task<StoredObject> FinishAsync(
        PutTerms terms,
        Key key,
        CancellationToken cancel = default
    ) => OfStore(() => storing.FinishAsync(terms, key, cancel));

    /// <summary>Drops an upload in parts.</summary>
    public Task DropAsync(AccountId account, string name, CancellationToken cancel = default) =>
        OfStore(async () =>
        {
            await store.DropAsync(Storing.NameOf(account, name), cancel);
            return true;
        });

    /// <inheritdoc cref="Fetching.OpenAsync"/>
    public Task<OpenedObject> OpenAsync(
        AccountId account,
        string name,
        string? retrieval,
        Key key,
        CancellationToken cancel = default
    ) => OfStore(() => fetching.OpenAsync(account, name, retrieval, key, cancel));

    /// <inheritdoc cref="Fetching.Look"/>
    public StoredObject Look(AccountId account, string name) => fetching.Look(account, name);

    /// <inheritdoc cref="Retrieving.AskAsync"/>
    public Task<ObjectRetrieval> RetrieveAsync(
        AccountId account,
        string name,
        string? retrieval,
        Key key
    ) => retrieving.AskAsync(account, name, retrieval, key);

    /// <inheritdoc cref="Retrieving.Find"/>
    public ObjectRetrieval? Retrieval(AccountId account, string retrieval) =>
        retrieving.Find(account, retrieval);

    /// <summary>What was purged of an account's bytes, each time with its certificate.</summary>
    public IReadOnlyList<PurgeFigures> Purges(AccountId account) =>
        [.. certificates.List(account).Select((each, place) => PurgeFigures.Of(place + 1, each))];

    /// <inheritdoc cref="Certificates.LinesAsync"/>
    public IAsyncEnumerable<byte[]> PurgedAsync(AccountId account, int number) =>
        certificates.LinesAsync(account, number);

    /// <summary>The rules by which an account has its things deleted or moved, and which it may set.</summary>
    public RuleDesk Rules => rules;

    /// <summary>Where accounts have copies made to.</summary>
    /// <exception cref="RequestException">This server makes none.</exception>
    public TargetDesk Targets =>
        targets
        ?? throw new RequestException(Code.NotFound, Language.Key("this server makes no copies"));

    /// <summary>Bulk exports.</summary>
    public ExportDesk Exports { get; }

    /// <inheritdoc cref="ObjectReads.Find"/>
    public StoredObject? Find(AccountId account, string name) => objects.Find(account, name);

    /// <inheritdoc cref="ObjectReads.List"/>
    public Page<StoredObject> List(
        AccountId account,
        ObjectQuery query,
        string? after,
        int limit
    ) => objects.List(account, query, after, limit);

    /// <summary>Lets bytes be removed that are gone by now, however many they are.</summary>
    /// <param name="account">Whose they are.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who says so: a person.</param>
    /// <exception cref="RequestException">There is no such account, or none of its bytes wait for that.</exception>
    public async Task ReleaseBrakeAsync(AccountId account, string reason, Doer by)
    {
        var now = objects.Visit(account, (_, _) => context.Clock.Now);
        var entry = new BrakeReleased(reason, now, by);
        var isDone = await committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Bytes,
                entry.Written(),
                now,
                its => its.Bytes?.Queue.AsksPerson(now) == true
            )
            {
                With = (SliceKind.Audit, VaultCheck.Audited("bytes.released", reason, by)),
            }
        );
        if (!isDone)
            throw new RequestException(Code.Unmet, UnmetSentence.Of(Unmet.State))
            {
                Unmet = Unmet.State,
            };
    }

    /// <summary>Deletes a thing, in the account's name; its bytes follow after a while.</summary>
    /// <exception cref="RequestException">There is none, or something keeps it.</exception>
    public async Task DeleteAsync(AccountId account, string name, Key key)
    {
        var its =
            objects.Find(account, name)
            ?? throw new RequestException(
                Code.NotFound,
                Language.Key("nothing is stored under this name")
            );
        var unmet =
            its.Quarantine is not null ? Unmet.Quarantined
            : its.IsKept ? Unmet.Kept
            : Unmet.None;
        if (unmet != Unmet.None)
            throw new RequestException(Code.Unmet, UnmetSentence.Of(unmet)) { Unmet = unmet };
        var batch = events.Deleted(objects.KindOf(account), account, name, key);
        Record.FillTime(batch.Records, 0, objects.Present(account));
        var outcome = await committer.StoreAsync(batch);
        if (outcome.Rejected is [var refused, ..])
            throw new RequestException(refused);
    }

    /// <inheritdoc cref="VaultCheck.RunAsync"/>
    public IAsyncEnumerable<VaultFinding> CheckAsync(CheckTerms terms) => check.RunAsync(terms);

    /// <inheritdoc/>
    public void Dispose() => storing.Dispose();

    /// <summary>What one job writes down may set off the other.</summary>
    private async Task IdleAsync()
    {
        do
        {
            await jobs.Idle;
            await (copies?.Idle ?? Task.CompletedTask);
        } while (!jobs.Idle.IsCompleted || copies?.Idle.IsCompleted == false);
    }

    /// <summary>What the store fails with is told as what it is: not the request's fault, and to be tried again.</summary>
    private async Task<T> OfStore<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (WrongOffsetException wrong)
        {
            throw new RequestException(Code.Conflict, wrong.Message);
        }
        catch (StoreException failed)
        {
            StoreFailed(log, failed);
            throw new RequestException(
                Code.Unavailable,
                failed.LacksRoom
                    ? Language.Key("the store has no room left")
                    : Language.Key("the store failed; the log says how")
            );
        }
    }

    [LoggerMessage(LogLevel.Error, "The store failed.")]
    private static partial void StoreFailed(ILogger log, StoreException failure);
}
