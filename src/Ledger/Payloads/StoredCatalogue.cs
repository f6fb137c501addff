using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Payloads;

/// <summary>
/// The catalogue as far as a ledger itself tells of it: enough to read its events and to write them again, for whoever
/// has no folder of policies at hand.
/// </summary>
public static class StoredCatalogue
{
    /// <summary>The schemas of a ledger, read by the last of them.</summary>
    /// <exception cref="DamagedLedgerException">The shared stream cannot be read, or holds no schema.</exception>
    public static Schemas Of(ILedger ledger) =>
        Of([
            .. ledger
                .Read(StreamName.Shared, 0)
                .Where(slice => slice.Kind == SliceKind.Schema)
                .Select(slice => slice.Payload.ToArray()),
        ]);

    /// <summary>The schemas that the shared stream holds, in their order, read by the last of them.</summary>
    /// <exception cref="DamagedLedgerException">There is none, or one cannot be read.</exception>
    public static Schemas Of(IReadOnlyList<byte[]> described)
    {
        if (described.Count == 0)
            throw new DamagedLedgerException("the ledger says nowhere how its events are stored");
        var schemas = new Schemas(Catalogue(WireShape.Read(described[^1])));
        foreach (var schema in described)
            schemas.Add(schema);
        return schemas;
    }

    private static Catalogue Catalogue(List<WireType> types) =>
        new([.. types.Select(TypeOf)], [], [], []);

    private static EventType TypeOf(WireType type, int index) =>
        new(index, type.Name, [.. type.Fields.Select(FieldOf)], -1);

    private static Field FieldOf(WireField field, int slot) =>
        new(
            slot,
            field.Name,
            field.Kind,
            field.Factor == 0 ? null : new Unit("unit", "units", Dimension.Count, field.Factor),
            [.. field.Choices],
            null,
            false
        );
}
