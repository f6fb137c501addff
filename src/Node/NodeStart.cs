using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Clock;
using Evenhand.Node.Context;
using Evenhand.Node.Keys;
using Evenhand.Node.Outbox;
using Evenhand.Node.People;
using Evenhand.Node.Policies;
using Evenhand.Node.Publishing;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Settings;
using Evenhand.Node.Shared;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node;

/// <summary>
/// Puts a node together. The policies of the folder become records of the shared stream, so that what was stated under
/// them can be told for ever; one that is there already stays as it was published, whatever the folder says.
/// </summary>
public static class NodeStart
{
    /// <summary>Starts a node: loads and checks the policies, takes up what the ledger holds, begins to watch the clock.</summary>
    /// <param name="settings">What was set.</param>
    /// <param name="ledger">The ledger, which remains the caller's.</param>
    /// <param name="clock">The present.</param>
    /// <param name="log">Where things of note are told.</param>
    /// <exception cref="RequestException">The policies are not fit; all problems are in it.</exception>
    public static async Task<EvenhandNode> RunAsync(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider clock,
        ILogger log
    )
    {
        try
        {
            return await TakeUpAsync(Make(settings, ledger, clock, log));
        }
        catch (IOException failure)
        {
            throw new LedgerUnavailableException(
                $"the ledger could not be taken up: {failure.Message}",
                failure
            );
        }
    }

    private static async Task<EvenhandNode> TakeUpAsync(EvenhandNode node)
    {
        try
        {
            await node.BeginAsync();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private static EvenhandNode Make(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider time,
        ILogger log
    )
    {
        EvenhandNode? node = null;
        var (context, shared, registers) = Read(
            settings,
            ledger,
            time,
            log,
            (kind, record, fits) => node!.StoreAsync(kind, record, fits)
        );
        Publish(context, shared);
        var schema = SchemaOf(context, shared);
        BeginStanding(context, shared);
        BeginConsumers(context, shared);
        return node = new EvenhandNode(context, shared, registers, schema);
    }

    /// <summary>What a reader of a ledger needs; the ledger remains as it is, and what it does not hold is not there.</summary>
    internal static (NodeContext Context, PersonRegister People) Look(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider time,
        ILogger log
    )
    {
        var (context, _, registers) = Read(
            settings,
            ledger,
            time,
            log,
            (_, _, _) => throw new InvalidOperationException()
        );
        return (context, registers.People);
    }

    /// <summary>What the shared stream of a ledger says, and the time that goes on from its last commit.</summary>
    private static (NodeContext Context, SharedEntries Shared, Registers Registers) Read(
        NodeSettings settings,
        ILedger ledger,
        TimeProvider time,
        ILogger log,
        Func<SliceKind, byte[], Func<bool>, Task<bool>> store
    )
    {
        var catalogue = CatalogueOf(settings);
        var clock = new NodeClock(time);
        var schemas = new Schemas(catalogue);
        var shelf = new PublishedPolicies(catalogue);
        var rates = new ReferenceRates(ledger.Identity.Seed);
        var context = new NodeContext(settings, ledger, clock, log, schemas, shelf, rates);
        SharedEntries? shared = null;
        Task Always(SliceKind kind, byte[] record) => store(kind, record, () => true);
        var registers = new Registers(
            new KeyRing(entry => Always(SliceKind.Key, entry.Written()), () => clock.Now),
            new PersonRegister(
                entry => Always(SliceKind.Person, entry.Written()),
                () => clock.Now,
                new SignInBook(entry => Always(SliceKind.SignIn, entry.Written()))
            ),
            new DraftBook(
                (entry, fits) =>
                    store(SliceKind.Draft, entry.Written(), () => FitsNow(shared!, fits))
            ),
            new TemplateBook(
                (entry, fits) =>
                    store(SliceKind.Template, entry.Written(), () => FitsNow(shared!, fits)),
                settings.Sending?.Reword ?? ((_, _) => { })
            )
        );
        shared = new SharedEntries(
            ledger,
            schemas,
            shelf,
            rates,
            registers,
            context.Consumers,
            context.Desk,
            clock,
            context.Changes,
            log
        );
        shared.CatchUp();
        clock.Begin(ledger.LastCommitted(), ledger.AccountCount > 0);
        return (context, shared, registers);
    }

    /// <summary>Whether something fits behind all that anybody has appended so far.</summary>
    private static bool FitsNow(SharedEntries shared, Func<bool> fits)
    {
        shared.CatchUp();
        return fits();
    }

    private static Catalogue CatalogueOf(NodeSettings settings)
    {
        var problems = new Problems();
        var file = Path.Combine(settings.Policies, CatalogueReader.FileName);
        return CatalogueReader.Open(file, problems)
            ?? throw PublishedPolicies.Unacceptable(problems);
    }

    /// <summary>
    /// What the ledger holds to the letter passed the check when it was published; only the rest is looked at. What was
    /// taken back does not come again by itself.
    /// </summary>
    private static void Publish(NodeContext context, SharedEntries shared)
    {
        var known = context.Shelf.All;
        var texts = known.Select(each => each.Text).ToHashSet();
        var problems = new Problems();
        var folder =
            PolicyFolder.Open(
                context.Settings.Policies,
                context.Shelf.Catalogue,
                source => texts.Contains(source.Text) || context.Shelf.IsWithdrawn(source.Hash),
                problems
            ) ?? throw PublishedPolicies.Unacceptable(problems);
        foreach (var (policy, file) in folder.OrderBy(each => each.Policy.Version!.Effective))
        {
            var version = policy.Version!;
            if (context.Shelf.Find(version.Name, version.Version) is { } kept)
            {
                FolderDrift.Tell(context, kept, policy, file);
                continue;
            }
            if (Objection(context, policy, known) is { } why)
                throw Unacceptable($"{file}: {why}");
            var record = new PolicyRecord(
                version.Name,
                version.Version,
                version.Hash,
                policy.Policy.Draft.Document.Source.Text,
                Doer.Start,
                OwnSteps: true,
                Vault: true
            );
            var bytes = StoredJson.Write(record, StoredJson.Default.PolicyRecord);
            Append(context, shared, SliceKind.Policy, bytes);
        }
    }

    /// <summary>
    /// Why a version of the folder cannot be taken up; null where it can. The versions of a policy that the ledger does not
    /// know yet come as they are: nobody has been promised anything.
    /// </summary>
    private static string? Objection(
        NodeContext context,
        CheckedPolicy policy,
        IReadOnlyList<PublishedPolicy> known
    )
    {
        var version = policy.Version!;
        if (Publications.Objection(context, version, known) is { } why)
            return why;
        if (!known.Any(each => each.Version.Name == version.Name))
            return null;
        try
        {
            new Promises(context.Shelf).Hold(policy, context.Clock.Now, null);
            return null;
        }
        catch (RequestException broken) when (broken.Code == Code.NoticeBroken)
        {
            return $"{broken.Message}; give it a later date, or put it into {PolicyFiles.Drafts}/ and publish it with a "
                + "reason, over HTTP";
        }
    }

    private static RequestException Unacceptable(string why) => new(Code.PolicyUnsound, why);

    private static int SchemaOf(NodeContext context, SharedEntries shared)
    {
        if (context.Schemas.NumberOfCurrent() is null)
            Append(context, shared, SliceKind.Schema, Schemas.Describe(context.Schemas.Current));
        return context.Schemas.NumberOfCurrent()!.Value;
    }

    /// <summary>A consumer is given what is told from now on.</summary>
    /// <summary>A ledger that was made before standing says from when on it runs.</summary>
    private static void BeginStanding(NodeContext context, SharedEntries shared)
    {
        if (!context.Shelf.AwaitsStanding)
            return;
        var began = new StandingRecord(context.Clock.Now);
        var bytes = StoredJson.Write(began, StoredJson.Default.StandingRecord);
        Append(context, shared, SliceKind.Standing, bytes);
    }

    private static void BeginConsumers(NodeContext context, SharedEntries shared)
    {
        foreach (var consumer in context.Consumers.New.ToArray())
        {
            var began = new DeliveredRecord(consumer.Name, 0, context.Clock.Now);
            var bytes = StoredJson.Write(began, StoredJson.Default.DeliveredRecord);
            Append(context, shared, SliceKind.Delivered, bytes);
        }
    }

    private static void Append(
        NodeContext context,
        SharedEntries shared,
        SliceKind kind,
        byte[] payload
    )
    {
        shared.CatchUp();
        SharedAppend.Run(context.Ledger, kind, payload, context.Clock.Now);
        shared.CatchUp();
    }
}
