namespace Evenhand.Stores.Targets;

/// <summary>What is wrong with a target, by what helps.</summary>
public enum TargetFault
{
    /// <summary>It is not reached, or broke off: it may be tried again.</summary>
    Away,

    /// <summary>It is another than the one that was said, or nobody said which it is: somebody has to look.</summary>
    Stranger,

    /// <summary>It lets nobody in with these credentials.</summary>
    Refused,

    /// <summary>It lets in, and not write there.</summary>
    Forbidden,

    /// <summary>It has no room.</summary>
    Full,

    /// <summary>What was read back is not what was written.</summary>
    Altered,

    /// <summary>Something else lies under the name.</summary>
    Taken,
}
