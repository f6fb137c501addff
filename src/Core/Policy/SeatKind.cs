namespace Evenhand.Core.Policy;

/// <summary>Which licences multiply an amount.</summary>
public enum SeatKind
{
    /// <summary>None: the amount is the account's.</summary>
    None,

    /// <summary>Full and restricted licences alike.</summary>
    Licensed,

    /// <summary>Full licences only.</summary>
    Full,
}
