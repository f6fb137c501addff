using System.Buffers;

namespace Evenhand.Import.Files;

/// <summary>
/// The objects of a list, or objects that follow one another with or without line breaks between them. An object ends where
/// its braces do, so one that is no JSON within costs itself only.
/// </summary>
internal sealed class JsonValues(Stream utf8) : JsonRecords
{
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> record = new();
    private int at;
    private int count;
    private long line = 1;

    public override JsonRecord? Next()
    {
        SkipBetween();
        if (Peek() is not { } first)
            return null;
        record.ResetWrittenCount();
        var begins = line;
        if (first == '{' ? Whole() : Stray())
            return record.WrittenCount <= Longest
                ? JsonRecord.Of(begins, record.WrittenMemory)
                : new JsonRecord(begins, null, $"the record has more than {Longest:N0} bytes");
        return new JsonRecord(begins, null, "the file breaks off within this record");
    }

    /// <summary>Blanks, the brackets and commas of lists, the mark of UTF-8 and the separator of RFC 7464 stand between records.</summary>
    private void SkipBetween()
    {
        while (
            Peek()
                is (byte)' '
                    or (byte)'\t'
                    or (byte)'\r'
                    or (byte)'\n'
                    or (byte)','
                    or (byte)'['
                    or (byte)']'
                    or 0x1E
                    or 0xEF
                    or 0xBB
                    or 0xBF
        )
            Take();
    }

    /// <summary>Takes an object up to the brace that closes it; false if the file ends before.</summary>
    private bool Whole()
    {
        var (depth, isText, isEscaped) = (0, false, false);
        while (Peek() is { } next)
        {
            Keep();
            if (isText)
                (isText, isEscaped) = (isEscaped || next != '"', !isEscaped && next == '\\');
            else if (next == '"')
                isText = true;
            else if (next is (byte)'{' or (byte)'[')
                depth++;
            else if (next is (byte)'}' or (byte)']' && --depth == 0)
                return true;
        }
        return false;
    }

    /// <summary>What is no object, up to the next line or comma: it is told as one fault.</summary>
    private bool Stray()
    {
        while (Peek() is not (null or (byte)'\n' or (byte)',' or (byte)']'))
            Keep();
        return true;
    }

    private void Keep()
    {
        var taken = Take();
        if (record.WrittenCount > Longest)
            return;
        record.GetSpan(1)[0] = taken;
        record.Advance(1);
    }

    private byte Take()
    {
        var taken = buffer[at++];
        line += taken == '\n' ? 1 : 0;
        return taken;
    }

    private byte? Peek()
    {
        if (at < count)
            return buffer[at];
        (at, count) = (0, utf8.Read(buffer));
        return count > 0 ? buffer[0] : null;
    }
}
