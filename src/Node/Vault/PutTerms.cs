using System.Text.Json.Nodes;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Vault;

/// <summary>What comes with the bytes of a thing.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Class">What kind of content it is.</param>
public sealed record PutTerms(AccountId Account, string Name, string Class)
{
    /// <summary>Where it is to lie; null for where such things lie by default.</summary>
    public string? Tier { get; init; }

    /// <summary>The media type of the bytes; empty for none.</summary>
    public string Media { get; init; } = "";

    /// <summary>Other fields of the event that says that it is stored.</summary>
    public JsonObject? With { get; init; }

    /// <summary>The SHA-256 that the bytes should have, hexadecimal; null where the sender does not say.</summary>
    public string? Sha256 { get; init; }
}
