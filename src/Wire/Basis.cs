using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>What an answer rests on.</summary>
[JsonConverter(typeof(WordConverter<Basis>))]
public enum Basis
{
    /// <summary>The server decided from the account's state.</summary>
    Live,

    /// <summary>The server could not be reached, and the caller had chosen to go on.</summary>
    FailOpen,

    /// <summary>The server could not be reached, and the caller had chosen to stop.</summary>
    FailClosed,

    /// <summary>The server cannot say: it does not know the act, or the account is not open.</summary>
    Refused,
}
