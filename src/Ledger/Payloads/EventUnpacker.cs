using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Ledger.Payloads;

/// <summary>Rebuilds records out of payloads, as the parser of the current catalogue would have made them. Not to be shared between threads.</summary>
/// <param name="schemas">The schemas of the ledger.</param>
/// <param name="sources">Where sources get their numbers.</param>
/// <param name="seed">The secret of the records' keys.</param>
public sealed class EventUnpacker(Schemas schemas, NameTable sources, long seed)
{
    private readonly NameTable.Cache cache = sources.NewCache();
    private readonly List<(int Number, ulong Hash)> known = [];
    private int type;
    private bool isExtended;
    private (int Number, ulong Hash) source;

    /// <summary>
    /// Rebuilds the records of a payload. Their <see cref="RecordHead.Line"/> is their sequence, their file is 0; a type
    /// that the catalogue has no more becomes unknown, and values of fields and choices that it has no more are dropped.
    /// </summary>
    /// <param name="payload">The payload.</param>
    /// <param name="account">The number that the records get as their account.</param>
    /// <param name="sequence">The sequence of the first record; at most 2,147,483,647 with the payload's records.</param>
    /// <param name="output">Where the records go; after an exception, nothing.</param>
    /// <exception cref="DamagedLedgerException">The payload is none, or of a later version.</exception>
    public void Unpack(ReadOnlySpan<byte> payload, int account, long sequence, RecordWriter output)
    {
        var start = output.Length;
        try
        {
            Unpack(new PackedReader(payload, "a payload of events"), account, sequence, output);
        }
        catch
        {
            output.Truncate(start);
            throw;
        }
    }

    private void Unpack(PackedReader reader, int account, long sequence, RecordWriter output)
    {
        var version = reader.Byte();
        if (version == SealedPayload.Mark)
            throw SealedPayload.Refusal;
        if (version is < PayloadFormat.Unmarked or > PayloadFormat.Latest)
            throw reader.Damage();
        isExtended = version > PayloadFormat.Extended;
        if (schemas.Find(reader.Small()) is not { } schema)
            throw reader.Damage();
        if (PayloadFormat.IsMarked(version))
            reader.Bytes(sizeof(ulong));
        known.Clear();
        (type, source) = (-1, default);
        Moment time = default;
        while (reader.Left > 0)
        {
            var head = new RecordHead { Account = account, Line = checked((int)sequence++) };
            Unpack(ref reader, ref head, ref time, schema, output);
        }
    }

    private void Unpack(
        ref PackedReader reader,
        ref RecordHead head,
        ref Moment time,
        StoredSchema schema,
        RecordWriter output
    )
    {
        var flags = reader.Byte();
        if (!isExtended && (flags & ~PayloadFormat.FlagsBefore) != 0)
            throw reader.Damage();
        if ((flags & PayloadFormat.OtherType) != 0)
            type = reader.Small();
        if (type < 0 || type > schema.Types.Length)
            throw reader.Damage();
        if ((flags & PayloadFormat.OtherSource) != 0)
            source = ReadSource(ref reader);
        time = new(unchecked(time.Ticks + Delta(ref reader, flags)));
        (head.Time, head.Source) = (time, source.Number);
        var start = output.Length;
        output.Room(RecordHead.Size);
        var id = ReadName(ref reader);
        head.IdLength = (ushort)id.Length;
        head.Key = RecordKey.Of(id, source.Hash);
        output.Raw(id);
        if ((flags & PayloadFormat.HasSequence) != 0)
        {
            var sequence = ReadName(ref reader);
            head.SequenceLength = (ushort)sequence.Length;
            output.Raw(sequence);
        }
        head.TimeFilled = (byte)((flags & PayloadFormat.TimeFilled) != 0 ? 1 : 0);
        ReadBits(ref reader, flags, ref head);
        CopyValues(ref reader, ref head, schema, output);
        head.Length = output.Length - start;
        output.Head(start, in head);
    }

    private static long Delta(ref PackedReader reader, byte flags) =>
        (flags & PayloadFormat.InMilliseconds) == 0
            ? reader.Signed()
            : unchecked(reader.Signed() * PayloadFormat.TicksPerMillisecond);

    private (int Number, ulong Hash) ReadSource(ref PackedReader reader)
    {
        var number = reader.Small();
        if (number > known.Count)
            throw reader.Damage();
        if (number == known.Count)
        {
            var text = ReadName(ref reader);
            known.Add((cache.Intern(text), RecordKey.OfSource(text, seed)));
        }
        return known[number];
    }

    private static ReadOnlySpan<byte> ReadName(ref PackedReader reader)
    {
        var length = reader.Small();
        return length <= EventParser.MaxName ? reader.Bytes(length) : throw reader.Damage();
    }

    private static void ReadBits(ref PackedReader reader, byte flags, ref RecordHead head)
    {
        if ((flags & PayloadFormat.HasPresent) != 0)
            head.Present = reader.Bits();
        if ((flags & PayloadFormat.HasBad) != 0)
            head.Bad = reader.Bits();
        if ((flags & PayloadFormat.HasUnknown) != 0)
            head.Unknown = reader.Long();
    }

    private void CopyValues(
        ref PackedReader reader,
        ref RecordHead head,
        StoredSchema schema,
        RecordWriter output
    )
    {
        head.Type = RecordHead.UnknownType;
        if (type == 0)
        {
            if ((head.Present | head.Bad) != 0)
                throw reader.Damage();
            return;
        }
        var stored = schema.Types[type - 1];
        head.Type = stored.Index;
        if (stored.Index == (int)BuiltIns.Kind.Rates)
            ValueCopier.CopyRates(ref reader, head.Present, output);
        else if (stored.Index == (int)BuiltIns.Kind.Asked)
            ValueCopier.CopyAsk(ref reader, schema, output);
        else
            (head.Present, head.Bad) = ValueCopier.Copy(
                ref reader,
                stored,
                head.Present,
                head.Bad,
                output
            );
    }
}
