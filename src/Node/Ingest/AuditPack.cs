using System.Collections.Immutable;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Ingest;

/// <summary>The entry of what one body brings one account: who sent it, and which of its events are no usage.</summary>
internal sealed class AuditPack(EventBatch batch)
{
    private readonly ImmutableArray<AuditedAct>.Builder acts =
        ImmutableArray.CreateBuilder<AuditedAct>();

    /// <summary>The entries of what one commit adds to one account, in the order of the bodies.</summary>
    public static IReadOnlyCollection<byte[]> Of(List<AdmittedEvent> events, Catalogue catalogue)
    {
        Dictionary<EventBatch, AuditPack>? packs = null;
        foreach (var each in events)
        {
            var batch = each.Job.Batch;
            var type = Record.Head(batch.Records, each.Offset).Type;
            if (!each.IsNew || !IsWanted(batch.Sender, type))
                continue;
            packs ??= new(ReferenceEqualityComparer.Instance);
            if (!packs.TryGetValue(batch, out var pack))
                packs.Add(batch, pack = new AuditPack(batch));
            pack.Add(catalogue, each.Offset);
        }
        return packs is null ? [] : [.. packs.Values.Select(pack => pack.Write())];
    }

    /// <summary>
    /// Whether an event goes into the trail: a built-in one, what an account's own key sends, and what is traced whoever sends it. What the
    /// server sends itself, as a demonstration does, has nobody to name.
    /// </summary>
    private static bool IsWanted(Sender sender, ushort type) =>
        sender.Key is not null
        && (type <= (ushort)Kind.Asked || sender.Account is not null || sender.IsTraced);

    private void Add(Catalogue catalogue, int offset)
    {
        var head = Record.Head(batch.Records, offset);
        acts.Add(
            new AuditedAct(
                head.Type < catalogue.Types.Length ? catalogue.Types[head.Type].Name : "unknown",
                batch.Names.Sources.Text(head.Source),
                Encoding.UTF8.GetString(Record.Id(batch.Records, offset)),
                null
            )
        );
    }

    private byte[] Write() =>
        StoredJson.Write(
            new AuditRecord(Doer.Of(batch.Sender.Key!), acts.ToImmutable()),
            StoredJson.Default.AuditRecord
        );
}
