namespace Evenhand.Core.Codes;

/// <summary>What a code may be said of, and what follows from it; what it means stands in <c>src/Wording</c>.</summary>
/// <param name="Code">The code.</param>
/// <param name="About">What it may be said of.</param>
/// <param name="Status">The status of HTTP when a whole request is answered with it; null where none is.</param>
/// <param name="Again">Whether the same, sent again later, may be taken.</param>
public sealed record CodeRow(Code Code, About About, int? Status, bool Again)
{
    /// <summary>The code as it is on the wire, in snake_case.</summary>
    public string Name { get; } = NameOf(Code);

    private static string NameOf(Code code) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}

/// <summary>What a code may be said of.</summary>
[Flags]
public enum About
{
    /// <summary>An event, in a body, in a replay or in an import.</summary>
    Event = 1,

    /// <summary>An ask of the gate.</summary>
    Ask = 2,

    /// <summary>A request as a whole.</summary>
    Request = 4,

    /// <summary>An account.</summary>
    Account = 8,

    /// <summary>A policy version.</summary>
    Policy = 16,

    /// <summary>A reservation.</summary>
    Reservation = 32,
}
