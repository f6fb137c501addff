using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>How far a request for an exception has come. Numbers stand in stored bytes: append, never renumber.</summary>
public enum RequestState
{
    /// <summary>It waits for an answer.</summary>
    Requested,

    /// <summary>Leave is given.</summary>
    Granted,

    /// <summary>Leave is not given.</summary>
    Refused,
}
