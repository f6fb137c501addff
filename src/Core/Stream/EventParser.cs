using System.Text.Json;
using System.Text.Unicode;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// Reads CloudEvents 1.0 in JSON into records, one line at a time and in one pass over its bytes. It knows the
/// catalogue but no policy: a field of the wrong kind is marked, and only a rule that reads it makes it a rejection.
/// Not to be shared between threads.
/// </summary>
public sealed class EventParser
{
    /// <summary>Bytes of the longest id, source or subject.</summary>
    public const int MaxName = 1024;

    /// <summary>How deep objects and arrays may be nested, the event itself included.</summary>
    public const int MaxDepth = 32;

    /// <summary>
    /// 2200-01-01. By default a replay ends after its last event, and states every cycle until then: one
    /// event of the year 9998 would bring each account a hundred thousand statements.
    /// </summary>
    internal static readonly Moment Beyond = new(72_581_184_000_000_000);

    private readonly Catalogue catalogue;
    private readonly IOddNames odd;
    private readonly FieldParser fields;
    private readonly AskParser asks;
    private readonly RatesParser rates;
    private readonly RecordNames names;
    private readonly PlainParser plain;
    private readonly byte[] id = new byte[MaxName];
    private readonly byte[] source = new byte[MaxName];
    private readonly byte[] subject = new byte[MaxName];
    private readonly byte[] sequence = new byte[MaxName];
    private readonly Extensions extensions;
    private int idLength;
    private int sourceLength;
    private int subjectLength;
    private int sequenceLength;

    /// <summary>A parser for one thread.</summary>
    /// <param name="catalogue">The types that it knows.</param>
    /// <param name="accounts">Where accounts get their numbers.</param>
    /// <param name="sources">Where sources get their numbers.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="odd">Told of names that the catalogue does not know; null: they are counted in <see cref="Unmatched"/>.</param>
    public EventParser(
        Catalogue catalogue,
        NameTable accounts,
        NameTable sources,
        long seed,
        IOddNames? odd = null
    )
    {
        this.odd = odd ?? Unmatched;
        this.catalogue = catalogue;
        names = new RecordNames(accounts, sources, seed);
        plain = new PlainParser(catalogue, names);
        extensions = new Extensions(seed);
        fields = new FieldParser(this.odd, seed);
        asks = new AskParser(catalogue, fields);
        rates = new RatesParser(this.odd);
    }

    /// <summary>Unknown types and unknown fields seen, with how often.</summary>
    public UnmatchedNames Unmatched { get; } = new();

    /// <summary>The time of events that have none; null where every event needs its own.</summary>
    public Moment? TimeIfNone { get; set; }

    /// <summary>Reads one line; on a fault nothing is written and <paramref name="fault"/> says what is wrong.</summary>
    /// <param name="json">The bytes of one JSON object.</param>
    /// <param name="file">The number of its file.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="output">Where the record goes.</param>
    /// <param name="fault">Why the line is no event; null where it is one.</param>
    public bool TryParse(
        ReadOnlySpan<byte> json,
        int file,
        int line,
        RecordWriter output,
        out Fault? fault
    )
    {
        var start = output.Length;
        if (!Utf8.IsValid(json))
        {
            fault = Fault.Malformed(FaultKind.NotUtf8);
            return false;
        }
        fault = null;
        if (plain.TryParse(json, (ushort)file, line, output))
            return true;
        try
        {
            fault = Parse(json, (ushort)file, line, output);
        }
        catch (InvalidOperationException)
        {
            fault = Fault.Malformed(FaultKind.HalfSurrogate);
        }
        if (fault is not null)
            output.Truncate(start);
        return fault is null;
    }

    private Fault? Parse(ReadOnlySpan<byte> json, ushort file, int line, RecordWriter output)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return Parse(ref reader, json, new RecordHead { File = file, Line = line }, output);
        }
        catch (JsonException wrong)
        {
            var at = (int)(wrong.BytePositionInLine ?? 0);
            return IsTooDeep(reader, json[Math.Min(at, json.Length)..])
                ? Fault.Malformed(FaultKind.TooDeep, $"{at + 1}", wanted: $"{MaxDepth}")
                : Fault.Malformed(FaultKind.NotJsonAtColumn, $"{at + 1}");
        }
    }

    /// <summary>Whether what stopped the reader is one more object or array at the greatest depth.</summary>
    private static bool IsTooDeep(in Utf8JsonReader reader, ReadOnlySpan<byte> rest)
    {
        var within = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        return reader.CurrentDepth + (within ? 1 : 0) == MaxDepth
            && !rest.IsEmpty
            && rest[0] is (byte)'{' or (byte)'[';
    }

    private Fault? Parse(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        RecordHead head,
        RecordWriter output
    )
    {
        var envelope = new Envelope();
        if (Read(ref reader, ref envelope, ref head) is { } fault)
            return fault;
        if (Write(ref envelope, ref head, output) is { } wrong)
            return wrong;
        extensions.TellMisplaced(json, envelope.Type, head.Present, odd);
        return null;
    }

    private Fault? Read(ref Utf8JsonReader reader, ref Envelope envelope, ref RecordHead head)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return Fault.Malformed(FaultKind.NotAnObject);
        (idLength, sourceLength, subjectLength, sequenceLength) = (0, 0, 0, 0);
        extensions.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (NextAttribute(ref reader, ref envelope, out var attribute) is { } twice)
                return twice;
            var fault = attribute switch
            {
                Attributes.Data => ReadData(ref reader, ref envelope, ref head),
                Attributes.Data64 => ReadData64(ref reader, ref envelope),
                _ => ReadAttribute(ref reader, attribute, ref envelope),
            };
            if (fault is not null)
                return fault;
            reader.Skip();
        }
        if (reader.Read())
            return Fault.Malformed(FaultKind.SeveralValues);
        FillTime(ref envelope, ref head);
        return Missing(envelope);
    }

    /// <summary>Reads the name of an attribute and moves on to its value.</summary>
    private Fault? NextAttribute(
        ref Utf8JsonReader reader,
        ref Envelope envelope,
        out int attribute
    )
    {
        attribute = Attributes.Of(ref reader);
        var twice =
            attribute == Attributes.Extension ? extensions.Twice(ref reader)
            : (envelope.Seen & attribute) == 0 ? null
            : Fault.Malformed(FaultKind.AttributeTwice, Attributes.Name(attribute));
        envelope.Seen |= attribute;
        reader.Read();
        if (attribute == Attributes.Extension)
            extensions.NoteValue(reader.TokenType);
        return twice;
    }

    /// <summary>Reads the fields at once where the type came before them, else remembers where they are.</summary>
    private Fault? ReadData(ref Utf8JsonReader reader, ref Envelope envelope, ref RecordHead head)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return Fault.Malformed(FaultKind.DataNotObject);
        if (envelope.IsBase64)
            return Fault.Malformed(FaultKind.DataTwice);
        envelope.Data = reader;
        envelope.HasData = true;
        if (envelope.Type is null || IsSpecial(envelope.Type))
            return null;
        envelope.FieldsRead = true;
        return fields.Read(ref reader, envelope.Type, ref head);
    }

    /// <summary>Remembers where it is: whether it is JSON is known once all attributes are read.</summary>
    private static Fault? ReadData64(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (envelope.HasData)
            return Fault.Malformed(FaultKind.DataTwice);
        if (reader.TokenType != JsonTokenType.String)
            return Fault.Malformed(FaultKind.Base64NotText);
        envelope.Data = reader;
        (envelope.HasData, envelope.IsBase64) = (true, true);
        return null;
    }

    internal static bool IsSpecial(EventType type) =>
        type.Index is (int)BuiltIns.Kind.Rates or (int)BuiltIns.Kind.Asked;

    private Fault? ReadAttribute(ref Utf8JsonReader reader, int attribute, ref Envelope envelope)
    {
        switch (attribute)
        {
            case Attributes.SpecVersion:
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1.0"u8)
                    ? null
                    : Fault.Malformed(FaultKind.SpecVersion);
            case Attributes.Id:
                return Name(ref reader, "id", id, out idLength);
            case Attributes.Source:
                return Name(ref reader, "source", source, out sourceLength);
            case Attributes.Subject:
                return Name(ref reader, "subject", subject, out subjectLength);
            case Attributes.Type:
                return ReadType(ref reader, ref envelope);
            case Attributes.Time:
                return ReadTime(ref reader, ref envelope);
            case Attributes.Sequence:
                return ReadSequence(ref reader);
            case Attributes.ContentType:
                envelope.IsOther =
                    reader.TokenType == JsonTokenType.String && !ContentType.IsJson(ref reader);
                return null;
            default:
                return null;
        }
    }

    private Fault? ReadType(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        if (
            reader.TokenType != JsonTokenType.String
            || reader.ValueSpan.Length is 0 or > AskParser.MaxType
        )
            return Fault.Malformed(FaultKind.NotAName, "type", wanted: $"{AskParser.MaxType}");
        if (!reader.ValueIsEscaped)
            envelope.Type = catalogue.Type(reader.ValueSpan);
        if (envelope.Type is not null)
            return null;
        var name = reader.GetString()!;
        envelope.Type = catalogue.Type(name);
        if (envelope.Type is not null)
            return null;
        odd.Type(name);
        envelope.UnknownType = fields.HashOf(name);
        return null;
    }

    private void FillTime(ref Envelope envelope, ref RecordHead head)
    {
        if (TimeIfNone is not { } time || envelope.HasTime)
            return;
        (envelope.Time, head.TimeFilled) = (time, 1);
        envelope.Seen |= Attributes.Time;
    }

    private Fault? ReadTime(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        if (TimeIfNone is not null && reader.TokenType == JsonTokenType.Null)
            return null;
        envelope.HasTime = true;
        if (
            reader.TokenType != JsonTokenType.String
            || !Rfc3339.TryRead(ref reader, out envelope.Time)
        )
            return Fault.Malformed(FaultKind.NotATime);
        return envelope.Time < Beyond ? null : Fault.Malformed(FaultKind.TimeTooFar);
    }

    /// <summary>A number is taken as it is written: sequences are ordered as texts.</summary>
    private Fault? ReadSequence(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.Number)
            return Name(ref reader, "sequence", sequence, out sequenceLength);
        sequenceLength = Math.Min(reader.ValueSpan.Length, MaxName);
        reader.ValueSpan[..sequenceLength].CopyTo(sequence);
        return null;
    }

    private static Fault? Name(
        ref Utf8JsonReader reader,
        string attribute,
        byte[] target,
        out int length
    )
    {
        length = 0;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > MaxName)
            return Fault.Malformed(FaultKind.NotAName, attribute, wanted: $"{MaxName}");
        length = reader.CopyString(target);
        return null;
    }

    private static Fault? Missing(in Envelope envelope)
    {
        var needed = Attributes.Required;
        if (envelope.Type?.Index == (int)BuiltIns.Kind.Rates)
            needed &= ~Attributes.Subject;
        var missing = needed & ~envelope.Seen;
        return missing == 0
            ? null
            : Fault.Malformed(FaultKind.AttributeMissing, Attributes.Name(missing & -missing));
    }

    private Fault? Write(ref Envelope envelope, ref RecordHead head, RecordWriter output)
    {
        var start = output.Length;
        names.Write(
            ref head,
            id.AsSpan(0, idLength),
            source.AsSpan(0, sourceLength),
            sequence.AsSpan(0, sequenceLength),
            output
        );
        head.Time = envelope.Time;
        head.Type = (ushort)(envelope.Type?.Index ?? RecordHead.UnknownType);
        head.Unknown ^= envelope.UnknownType;
        if (WriteData(ref envelope, ref head, output) is { } fault)
            return fault;
        head.Length = output.Length - start;
        output.Head(start, in head);
        return null;
    }

    private Fault? WriteData(ref Envelope envelope, ref RecordHead head, RecordWriter output)
    {
        var type = envelope.Type;
        if (envelope.IsBase64 && Base64Data.Open(ref envelope.Data, envelope.IsOther) is { } wrong)
            return wrong;
        if (type?.Index == (int)BuiltIns.Kind.Rates)
            return envelope.HasData
                ? rates.Write(ref envelope.Data, type, ref head, output)
                : Fault.Malformed(FaultKind.NoData, of: type.Name);
        head.Account = names.Account(subject.AsSpan(0, subjectLength));
        if (!envelope.HasData)
            return type?.Index == (int)BuiltIns.Kind.Asked
                ? Fault.Malformed(FaultKind.NoData, of: type.Name)
                : null;
        if (type is null)
            return fields.HashUnknown(ref envelope.Data, ref head);
        if (type.Index == (int)BuiltIns.Kind.Asked)
            return asks.Write(ref envelope.Data, ref head, output);
        if (!envelope.FieldsRead && fields.Read(ref envelope.Data, type, ref head) is { } fault)
            return fault;
        fields.Write(type, head.Present, output);
        return null;
    }

    private ref struct Envelope
    {
        public int Seen;
        public Moment Time;
        public bool HasTime;
        public EventType? Type;
        public ulong UnknownType;
        public bool FieldsRead;
        public bool HasData;
        public bool IsBase64;
        public bool IsOther;
        public Utf8JsonReader Data;
    }
}
