using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;

namespace Evenhand.Server.Problems;

/// <summary>Refusals that several routes have, in the same words.</summary>
internal static class Refusal
{
    public static RequestException NoAccount() =>
        new(Code.UnknownAccount, "there is no such account");

    public static RequestException Missing(string what) =>
        new(Code.NotFound, $"there is no such {what}");

    public static RequestException Malformed(string detail, string? pointer = null) =>
        new(Code.Malformed, detail) { Pointer = pointer };

    public static RequestException TooLarge(string detail) => new(Code.TooLarge, detail);

    public static RequestException WrongType(string detail) => new(Code.WrongType, detail);
}
