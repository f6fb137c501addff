namespace Evenhand.Stores;

/// <summary>Which side of a store bytes lie on.</summary>
public enum Side
{
    /// <summary>They are read at once.</summary>
    Hot,

    /// <summary>Keeping them costs less, and reading them takes a while.</summary>
    Cold,
}
