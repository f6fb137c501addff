namespace Evenhand.Node.Stored;

/// <summary>Why a machine's clock is not followed.</summary>
public enum ClockJump
{
    /// <summary>While the node ran, it went ahead of the steady clock.</summary>
    Ahead,

    /// <summary>While the node ran, it fell behind the steady clock.</summary>
    Back,

    /// <summary>At the start it was behind the last commit.</summary>
    BehindLedger,

    /// <summary>At the start it was further ahead of the last commit than a node is likely to have stood still.</summary>
    FarAfterLedger,

    /// <summary>It was ahead when the node stopped, and nothing shows that it is right again.</summary>
    Unresolved,
}
