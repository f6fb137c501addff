namespace Evenhand.Stores;

/// <summary>How far bytes of the cold side are brought back.</summary>
public enum Restored
{
    /// <summary>Nothing lies under the id.</summary>
    None,

    /// <summary>It is begun, and takes a while.</summary>
    Underway,

    /// <summary>They can be read.</summary>
    Ready,
}
