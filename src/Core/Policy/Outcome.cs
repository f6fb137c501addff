namespace Evenhand.Core.Policy;

/// <summary>What the gate says of an act, from mild to strict.</summary>
public enum Outcome
{
    /// <summary>Nothing stands against it.</summary>
    Allow,

    /// <summary>It may go on, knowing what is cited.</summary>
    Warn,

    /// <summary>It must not go on.</summary>
    Deny,
}
