using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Where an account stands, from low to high; numbers are on disk: they never change.</summary>
public enum StepKind
{
    /// <summary>Nothing is against it.</summary>
    Good,

    /// <summary>It was told.</summary>
    Advised,

    /// <summary>It was warned.</summary>
    Warned,

    /// <summary>It is throttled, charged, or some of its acts are suspended.</summary>
    Restricted,

    /// <summary>Acts beyond printed figures are denied.</summary>
    Throttled,

    /// <summary>What goes beyond a printed figure is charged.</summary>
    Charged,

    /// <summary>Its acts are denied.</summary>
    Suspended,

    /// <summary>The contract ends.</summary>
    Terminated,
}
