using System.Buffers;

namespace Evenhand.Node.Bodies;

/// <summary>
/// Cuts a body into its events, or asks, without reading them: a scan for the brackets and quotes that matter. What lies
/// between is for their parser to judge, which names what is wrong with it.
/// </summary>
internal ref struct BodySplitter(ReadOnlySpan<byte> body, BodyFormat format, string what = "event")
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}[]"u8);
    private readonly ReadOnlySpan<byte> body = body;
    private int at;
    private bool begun;

    /// <summary>Why the body ends before its end; null where it does not.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next element; false at the end or at a fault.</summary>
    public bool Next(out ReadOnlySpan<byte> element)
    {
        element = default;
        return format switch
        {
            BodyFormat.Lines => NextLine(out element),
            BodyFormat.Array => NextOfArray(out element),
            _ => Whole(out element),
        };
    }

    private bool Whole(out ReadOnlySpan<byte> element)
    {
        element = body;
        var first = !begun;
        begun = true;
        return first;
    }

    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        line = default;
        while (at < body.Length)
        {
            var rest = body[at..];
            var end = rest.IndexOf((byte)'\n');
            line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            at += end < 0 ? rest.Length : end + 1;
            if (!line.IsEmpty)
                return true;
        }
        return false;
    }

    private bool NextOfArray(out ReadOnlySpan<byte> element)
    {
        element = default;
        SkipSpace();
        if (!begun)
        {
            begun = true;
            if (!Take((byte)'['))
                return Stop($"not an array of {what}s");
            SkipSpace();
            if (Take((byte)']'))
                return End();
        }
        else if (Take((byte)']'))
            return End();
        else if (at == 0 || !Take((byte)','))
            return Stop($"a comma or the end of the array is missing at byte {at}");
        SkipSpace();
        var start = at;
        if (!SkipValue())
            return Stop($"the array breaks off at byte {body.Length}");
        if (at == start)
            return Stop($"an {what} is missing at byte {at}");
        element = body[start..at].TrimEnd(" \t\r\n"u8);
        return true;
    }

    private bool End()
    {
        SkipSpace();
        return at < body.Length ? Stop($"more than one JSON value, at byte {at}") : Stop(null);
    }

    private bool Stop(string? fault)
    {
        Fault = fault;
        at = body.Length;
        format = BodyFormat.Lines;
        return false;
    }

    /// <summary>Passes over a value: up to the bracket that closes it, or, where it is none, to the comma or end.</summary>
    private bool SkipValue()
    {
        var depth = 0;
        while (at < body.Length)
        {
            if (depth == 0 && body[at] is not ((byte)'{' or (byte)'[' or (byte)'"'))
            {
                if (body[at] is (byte)',' or (byte)']' or (byte)'}')
                    return true;
                at++;
                continue;
            }
            var next = body[at..].IndexOfAny(Marks);
            if (next < 0)
                break;
            at += next;
            switch (body[at++])
            {
                case (byte)'"':
                    if (!SkipText())
                        return false;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }
            if (depth == 0)
                return true;
        }
        at = body.Length;
        return false;
    }

    private bool SkipText()
    {
        while (at < body.Length)
        {
            var next = body[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                break;
            at += next + 1;
            if (body[at - 1] == (byte)'"')
                return true;
            at++;
        }
        at = body.Length;
        return false;
    }

    private void SkipSpace()
    {
        while (at < body.Length && body[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }

    private bool Take(byte mark)
    {
        if (at >= body.Length || body[at] != mark)
            return false;
        at++;
        return true;
    }
}
