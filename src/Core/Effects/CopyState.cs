namespace Evenhand.Core.Effects;

/// <summary>What became of a copy. Numbers stand in stored bytes.</summary>
public enum CopyState
{
    /// <summary>It is to be made.</summary>
    Due,

    /// <summary>It was made.</summary>
    Done,

    /// <summary>It could not be made this time.</summary>
    Failed,
}
