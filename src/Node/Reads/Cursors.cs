using System.Buffers.Text;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Reads;

/// <summary>Names within cursors of lists, so that whatever stands in a name divides nothing.</summary>
internal static class Cursors
{
    /// <summary>What is no cursor of a list.</summary>
    public static RequestException Wrong =>
        new(Code.Malformed, "after is no cursor of this list") { Pointer = "?after" };

    /// <summary>A name as it stands in a cursor.</summary>
    public static string Coded(string text) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>The name that stands so in a cursor.</summary>
    /// <exception cref="FormatException">None does.</exception>
    public static string Decoded(string text) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
}
