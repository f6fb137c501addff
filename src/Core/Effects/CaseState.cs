using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>How far a case has come. Numbers stand in stored bytes: append, never renumber.</summary>
public enum CaseState
{
    /// <summary>It waits for a person.</summary>
    Open,

    /// <summary>It is established.</summary>
    Found,

    /// <summary>It was let go.</summary>
    Dismissed,

    /// <summary>It closed by itself.</summary>
    Closed,
}
