using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Evenhand.Core.Stream;

/// <summary>
/// A cursor over JSON as almost everybody writes it. It takes what is plain and well-formed; at anything else (an escape, an
/// exponent, a sign) it says no, and somebody who knows all of JSON has to begin anew.
/// </summary>
/// <param name="json">Valid UTF-8.</param>
internal ref struct PlainText(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> json = json;
    private int at;

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            PassBlanks();
            return at == json.Length;
        }
    }

    /// <summary>Takes a character, and blanks before it.</summary>
    public bool Take(byte character)
    {
        // Most programs write no blanks.
        if (at < json.Length && json[at] <= ' ')
            PassBlanks();
        if (at >= json.Length || json[at] != character)
            return false;
        at++;
        return true;
    }

    /// <summary>Takes a word such as <c>null</c>, and blanks before it.</summary>
    public bool Take(ReadOnlySpan<byte> word)
    {
        PassBlanks();
        if (!json[at..].StartsWith(word))
            return false;
        at += word.Length;
        return true;
    }

    /// <summary>Takes the name of a property and its colon.</summary>
    public bool Name(out ReadOnlySpan<byte> name) => Text(out name) && Take((byte)':');

    /// <summary>Takes a text that is written without escapes.</summary>
    public bool Text(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Take((byte)'"'))
            return false;
        var end = EndOfText();
        if (end >= json.Length || json[end] != '"')
            return false;
        text = json[at..end];
        at = end + 1;
        return true;
    }

    /// <summary>Takes a number written as digits, or as digits, a point and digits.</summary>
    public bool Number(out ReadOnlySpan<byte> number)
    {
        PassBlanks();
        var start = at;
        var whole = PassDigits();
        // JSON has no number that begins with a needless 0.
        var fine = whole == 1 || whole > 1 && json[start] != '0';
        if (fine && at < json.Length && json[at] == '.')
        {
            at++;
            fine = PassDigits() > 0;
        }
        number = json[start..at];
        return fine && (at == json.Length || json[at] is (byte)',' or (byte)'}' or (byte)' ');
    }

    /// <summary>Where the first character is that ends a text, or that a text cannot hold as it is.</summary>
    private readonly int EndOfText()
    {
        ref var first = ref MemoryMarshal.GetReference(json);
        var end = at;
        for (; end <= json.Length - Vector128<byte>.Count; end += Vector128<byte>.Count)
        {
            var here = Vector128.LoadUnsafe(ref first, (nuint)end);
            var stops =
                Vector128.Equals(here, Vector128.Create((byte)'"'))
                | Vector128.Equals(here, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(here, Vector128.Create((byte)' '));
            var bits = stops.ExtractMostSignificantBits();
            if (bits != 0)
                return end + BitOperations.TrailingZeroCount(bits);
        }
        while (end < json.Length && json[end] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
            end++;
        return end;
    }

    private int PassDigits()
    {
        var start = at;
        while (at < json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at - start;
    }

    private void PassBlanks()
    {
        while (
            at < json.Length
            && json[at] <= ' '
            && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'
        )
            at++;
    }
}
