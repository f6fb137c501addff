namespace Evenhand.Stores.Targets;

/// <summary>What is wrong with a target, by what helps.</summary>
public enum TargetFault
{
    /// <summary>It is not reached, or broke off: it may be tried again.</summary>
    Away,

    /// <summary>It wants to be asked less: it may be tried again after a while, which it may have said.</summary>
    Busy,

    /// <summary>It is another than the one that was said, or nobody said which it is: somebody has to look.</summary>
    Stranger,

    /// <summary>It is at an address to which nothing is to go.</summary>
    Private,

    /// <summary>It lets nobody in with these credentials.</summary>
    Refused,

    /// <summary>It let in with these credentials, and they have come to their end: somebody has to give new ones.</summary>
    Expired,

    /// <summary>It lets in, and not write there.</summary>
    Forbidden,

    /// <summary>It has no room.</summary>
    Full,

    /// <summary>What was read back is not what was written.</summary>
    Altered,

    /// <summary>Something else lies under the name.</summary>
    Taken,
}
