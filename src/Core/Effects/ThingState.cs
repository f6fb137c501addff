namespace Evenhand.Core.Effects;

/// <summary>What became of a stored thing. Numbers stand in stored bytes.</summary>
public enum ThingState
{
    /// <summary>Deleted by the customer's rule.</summary>
    Deleted,

    /// <summary>Moved to cold storage by the customer's rule.</summary>
    Cold,

    /// <summary>Set aside after a report.</summary>
    Quarantined,

    /// <summary>Let out of quarantine.</summary>
    Released,

    /// <summary>Deleted after the end of the contract.</summary>
    Purged,
}
