using Evenhand.Runtime.Serving;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Problems;

/// <summary>Faults that several routes have, in the same words.</summary>
internal static class Fault
{
    public static RequestException NoAccount() =>
        new(RequestFault.NotFound, "there is no such account");

    public static RequestException Missing(string what) =>
        new(RequestFault.NotFound, $"there is no such {what}");

    public static RequestException Malformed(string detail, string? pointer = null) =>
        new(RequestFault.Malformed, detail) { Pointer = pointer };

    public static ProblemException TooLarge(string detail) =>
        new(StatusCodes.Status413PayloadTooLarge, detail);

    public static ProblemException WrongType(string detail) =>
        new(StatusCodes.Status415UnsupportedMediaType, detail);
}
