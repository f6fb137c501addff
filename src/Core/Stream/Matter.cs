using System.Buffers.Binary;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Stream;

/// <summary>
/// What an event is about, which decides who may send it and who may take it back. Numbers are on disk: they never
/// change.
/// </summary>
[Flags]
public enum Matter
{
    /// <summary>Nothing at all.</summary>
    None = 0,

    /// <summary>What happened: the catalogue's types, and those that it does not know.</summary>
    Usage = 1,

    /// <summary>What was agreed: accounts, plans, seats, add-ons, limits, exceptions, reports.</summary>
    Terms = 2,

    /// <summary>What is owed: charges decided, wallets topped up, rates.</summary>
    Money = 4,

    /// <summary>Everything.</summary>
    All = Usage | Terms | Money,
}

/// <summary>Tells what events are about, and how far a void reaches.</summary>
public static class Matters
{
    /// <summary>What a void may be narrowed to, as it is written; the place of each is its <see cref="Matter"/> less 1.</summary>
    public static readonly string[] Written =
    [
        "usage",
        "terms",
        "usage+terms",
        "money",
        "usage+money",
        "terms+money",
    ];

    /// <summary>
    /// What an event of a type is about. A void is about nothing of its own: it is judged by what it takes back, and
    /// cannot be taken back itself.
    /// </summary>
    /// <param name="type">The place of its type in the catalogue.</param>
    public static Matter Of(ushort type) =>
        type > (ushort)Kind.Asked ? Matter.Usage : Of((Kind)type);

    /// <summary>What an event of a built-in type is about.</summary>
    public static Matter Of(Kind kind) =>
        kind switch
        {
            Kind.Opened or Kind.Terminated => Matter.Terms,
            Kind.Seats or Kind.Plan => Matter.Terms,
            Kind.AddOnAdded or Kind.AddOnRemoved => Matter.Terms,
            Kind.Limit or Kind.Exception or Kind.Report => Matter.Terms,
            Kind.Waived or Kind.Confirmed or Kind.TopUp or Kind.Rates => Matter.Money,
            Kind.Asked => Matter.Usage,
            Kind.NoticeDelivered => Matter.Terms,
            Kind.Voided or Kind.Compared => Matter.None,
            _ when IsOfStanding((int)kind) || IsOfKeepers((int)kind) => Matter.None,
            Kind.RetentionSet or Kind.LifecycleSet => Matter.Terms,
            Kind.OffloadActivated or Kind.OffloadDeactivated => Matter.Terms,
            _ when IsOfVault((int)kind) => Matter.Usage,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no built-in type"),
        };

    /// <summary>What a void may take back: all where it does not say, nothing where what it says is no good.</summary>
    public static Matter Reach(Event isVoid) =>
        isVoid.Has(VoidSlot.Of) ? (Matter)(isVoid[VoidSlot.Of] + 1)
        : (isVoid.Bad >> VoidSlot.Of & 1) != 0 ? Matter.None
        : Matter.All;

    /// <summary>The key of the event that a narrowed void names; null where it may take everything back, or names nothing.</summary>
    /// <param name="batch">The batch that holds the void.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="seed">The secret of the keys.</param>
    /// <param name="reach">What it may take back.</param>
    public static ulong? NamedBy(byte[] batch, int offset, long seed, out Matter reach)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        reach = Matter.All;
        if ((head.Present & 1u << VoidSlot.Of) == 0 || NamedBy(batch, offset, seed) is not { } key)
            return null;
        reach = (Matter)(batch[offset + head.Length - 1] + 1);
        return key;
    }

    /// <summary>The key of the event that a void names; null where it names none.</summary>
    /// <param name="batch">The batch that holds the void.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="seed">The secret of the keys.</param>
    public static ulong? NamedBy(byte[] batch, int offset, long seed)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        const uint Named = 1u << VoidSlot.Source | 1u << VoidSlot.Id;
        if ((head.Present & Named) != Named)
            return null;
        var values = batch.AsSpan(offset, head.Length)[head.Values..];
        var source = TakeText(ref values);
        return RecordKey.Of(TakeText(ref values), source, seed);
    }

    /// <summary>The source of the event that a void names; empty where it names none.</summary>
    /// <param name="record">The record of the void.</param>
    public static ReadOnlySpan<byte> SourceNamedBy(Span<byte> record)
    {
        var head = System.Runtime.InteropServices.MemoryMarshal.Read<RecordHead>(record);
        if ((head.Present & 1u << VoidSlot.Source) == 0)
            return [];
        var values = record[head.Values..];
        return TakeText(ref values);
    }

    private static ReadOnlySpan<byte> TakeText(scoped ref Span<byte> values)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(values);
        var text = values.Slice(sizeof(ushort), length);
        values = values[(sizeof(ushort) + length)..];
        return text;
    }

    /// <summary>
    /// Narrows the void that was written last to what its sender may take back. What it says then goes with it for
    /// ever, so that it does not matter whether the event that it names comes before or after it.
    /// </summary>
    /// <param name="output">Where the void was written.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="reach">What its sender may take back.</param>
    /// <returns>False where nothing of what the void says is within the reach.</returns>
    public static bool Narrow(RecordWriter output, int start, Matter reach)
    {
        var record = output.From(start);
        var head = System.Runtime.InteropServices.MemoryMarshal.Read<RecordHead>(record);
        const uint Of = 1u << VoidSlot.Of;
        if ((head.Bad & Of) != 0 || reach == Matter.All)
            return true;
        // It is the last slot, and a choice is one byte.
        if ((head.Present & Of) != 0)
        {
            reach &= (Matter)(record[^1] + 1);
            if (reach != Matter.None)
                record[^1] = (byte)(reach - 1);
            return reach != Matter.None;
        }
        output.Byte((byte)(reach - 1));
        head.Present |= Of;
        head.Length++;
        output.Head(start, in head);
        return true;
    }
}
