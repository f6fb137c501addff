namespace Evenhand.Pages.Accounts;

/// <summary>How full an allowance is, as people say it; the worst first.</summary>
public enum Fill
{
    /// <summary>More is used than is included.</summary>
    Beyond,

    /// <summary>Nothing is left.</summary>
    UsedUp,

    /// <summary>Four fifths or more are used.</summary>
    NearlyUsed,

    /// <summary>Plenty is left.</summary>
    Plenty,

    /// <summary>Nothing is used.</summary>
    Untouched,
}
