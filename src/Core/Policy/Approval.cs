using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Whether a second person must approve a step.</summary>
public enum Approval
{
    /// <summary>As the kind has it: for charges, suspension and termination.</summary>
    ByKind,

    /// <summary>Never.</summary>
    None,

    /// <summary>Always.</summary>
    SecondPerson,
}
