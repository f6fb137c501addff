using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>The answer of the gate: the worst of its reasons.</summary>
[JsonConverter(typeof(WordConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Go on.</summary>
    Allow,

    /// <summary>Go on, but tell the customer the reasons first.</summary>
    Warn,

    /// <summary>Do not act.</summary>
    Deny,
}
