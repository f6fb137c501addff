using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// Reads events that are written as almost all are: known types and fields, each once and with a value of its kind, texts
/// without escapes, the type before the data. It makes the record that <see cref="EventParser"/> makes of the line, in a
/// fraction of the time, and says no to any other line. Not to be shared between threads.
/// </summary>
/// <param name="catalogue">The types that it knows.</param>
/// <param name="names">Where accounts and sources get their numbers.</param>
internal sealed class PlainParser(Catalogue catalogue, RecordNames names)
{
    private readonly PlainFields fields = new();

    /// <summary>Reads one line; where it says no, nothing is written or remembered.</summary>
    /// <param name="json">Valid UTF-8.</param>
    /// <param name="file">The number of its file.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="output">Where the record goes.</param>
    public bool TryParse(ReadOnlySpan<byte> json, ushort file, int line, RecordWriter output)
    {
        var text = new PlainText(json);
        var envelope = new Envelope();
        fields.Clear();
        if (!text.Take((byte)'{'))
            return false;
        do
        {
            if (!ReadAttribute(ref text, ref envelope))
                return false;
        } while (text.Take((byte)','));
        if (!text.Take((byte)'}') || !text.IsAtEnd || !IsWhole(envelope))
            return false;
        Write(envelope, new RecordHead { File = file, Line = line }, output);
        return true;
    }

    private bool ReadAttribute(ref PlainText text, ref Envelope envelope)
    {
        if (!text.Name(out var name))
            return false;
        var attribute = Attributes.Of(name);
        if ((envelope.Seen & attribute) != 0)
            return false;
        envelope.Seen |= attribute;
        if (attribute == Attributes.Data)
            return envelope.Type is not null
                && fields.Read(ref text, envelope.Type, out envelope.Present);
        return text.Text(out var value) && Note(attribute, value, ref envelope);
    }

    private bool Note(int attribute, ReadOnlySpan<byte> value, ref Envelope envelope)
    {
        switch (attribute)
        {
            case Attributes.SpecVersion:
                return value.SequenceEqual("1.0"u8);
            case Attributes.Id:
                envelope.Id = value;
                return IsName(value);
            case Attributes.Source:
                envelope.Source = value;
                return IsName(value);
            case Attributes.Subject:
                envelope.Subject = value;
                return IsName(value);
            case Attributes.Sequence:
                envelope.Sequence = value;
                return IsName(value);
            case Attributes.Type:
                envelope.Type = catalogue.Type(value);
                return envelope.Type is { } type && !EventParser.IsSpecial(type);
            case Attributes.Time:
                return Rfc3339.TryParse(value, out envelope.Time)
                    && envelope.Time < EventParser.Beyond;
            default:
                return attribute == Attributes.ContentType;
        }
    }

    private static bool IsName(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= EventParser.MaxName;

    private static bool IsWhole(in Envelope envelope) =>
        (Attributes.Required & ~envelope.Seen) == 0;

    private void Write(in Envelope envelope, RecordHead head, RecordWriter output)
    {
        var start = output.Length;
        names.Write(ref head, envelope.Id, envelope.Source, envelope.Sequence, output);
        head.Account = names.Account(envelope.Subject);
        (head.Time, head.Type) = (envelope.Time, (ushort)envelope.Type!.Index);
        head.Present = envelope.Present;
        fields.Write(envelope.Type, envelope.Present, output);
        head.Length = output.Length - start;
        output.Head(start, in head);
    }

    private ref struct Envelope
    {
        public int Seen;
        public uint Present;
        public Moment Time;
        public EventType? Type;
        public ReadOnlySpan<byte> Id;
        public ReadOnlySpan<byte> Source;
        public ReadOnlySpan<byte> Subject;
        public ReadOnlySpan<byte> Sequence;
    }
}
