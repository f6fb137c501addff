namespace Evenhand.Policies.Covering;

/// <summary>What becomes of a clause; it may be several at once.</summary>
public enum Fate
{
    /// <summary>The system does what it says.</summary>
    Runs,

    /// <summary>A person decides: on a report, a comparison or a step.</summary>
    Decided,

    /// <summary>There is nothing in it that could run.</summary>
    StatesNothing,
}
