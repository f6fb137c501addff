using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Runtime.Serving.Clock;
using Evenhand.Runtime.Serving.Keys;
using Evenhand.Runtime.Serving.Shared;
using Evenhand.Runtime.Serving.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Runtime.Serving;

/// <summary>
/// Puts a node together. The policies of the folder become records of the shared stream, so that what was stated under
/// them can be told for ever; one that is there already must be the same to the letter.
/// </summary>
internal static class NodeStart
{
    /// <summary>A node that is ready to serve.</summary>
    public static Node Run(NodeSettings settings, ILedger ledger, TimeProvider time, ILogger log)
    {
        var catalogue = CatalogueOf(settings);
        var clock = new NodeClock(time);
        var schemas = new Schemas(catalogue);
        var shelf = new LivingShelf(catalogue);
        var rates = new SharedRates(ledger.Identity.Seed);
        var context = new NodeContext(settings, ledger, clock, log, schemas, shelf, rates);
        Node? node = null;
        var keys = new KeyRing(record => node!.StoreAsync(record), () => clock.Now);
        var shared = new SharedBook(ledger, schemas, shelf, rates, keys, clock, log);
        shared.CatchUp();
        clock.Begin(ledger.LastCommitted, ledger.AccountCount > 0);
        Publish(context, shared);
        var schema = SchemaOf(context, shared);
        return node = new Node(context, shared, keys, schema);
    }

    private static Catalogue CatalogueOf(NodeSettings settings)
    {
        var problems = new Problems();
        var file = Path.Combine(settings.Policies, CatalogueReader.FileName);
        return CatalogueReader.Open(file, problems) ?? throw LivingShelf.Unacceptable(problems);
    }

    /// <summary>What the ledger holds to the letter passed the check when it was published; only the rest is looked at.</summary>
    private static void Publish(NodeContext context, SharedBook shared)
    {
        var known = context.Shelf.All;
        var texts = known.Select(each => each.Text).ToHashSet();
        var problems = new Problems();
        var folder =
            PolicyFolder.Open(
                context.Settings.Policies,
                context.Shelf.Catalogue,
                texts.Contains,
                problems
            ) ?? throw LivingShelf.Unacceptable(problems);
        foreach (var (version, text) in folder)
        {
            if (context.Shelf.Find(version.Name, version.Version) is not null)
                throw Unacceptable(
                    $"{version.Name} {version.Version} in the folder of policies is not the text that was published "
                        + "under this version; give the new text a version of its own, or take the file back"
                );
            if (Publishing.Objection(context, version, known) is { } why)
                throw Unacceptable(why);
            var record = new PolicyRecord(
                version.Name,
                version.Version,
                version.Hash,
                text,
                Doer.Start
            );
            var bytes = StoredJson.Write(record, StoredJson.Default.PolicyRecord);
            Append(context, shared, SliceKind.Policy, bytes);
        }
    }

    private static RequestException Unacceptable(string why) => new(Code.PolicyUnsound, why);

    private static int SchemaOf(NodeContext context, SharedBook shared)
    {
        if (context.Schemas.NumberOfCurrent() is null)
            Append(context, shared, SliceKind.Schema, Schemas.Describe(context.Schemas.Current));
        return context.Schemas.NumberOfCurrent()!.Value;
    }

    private static void Append(
        NodeContext context,
        SharedBook shared,
        SliceKind kind,
        byte[] payload
    )
    {
        shared.CatchUp();
        SharedAppend.Run(context.Ledger, kind, payload, context.Clock.Now);
        shared.CatchUp();
    }
}
