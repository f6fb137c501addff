using Evenhand.Node.Sending;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>The books of an account that most accounts never have anything in: they are made when something comes.</summary>
internal sealed class SeldomBooks
{
    /// <summary>Those of an account of which nothing ever came; nothing may be put into them.</summary>
    public static SeldomBooks Blank { get; } = new();

    /// <summary>What was done about its standing and its charges.</summary>
    public ActBook Acts { get; } = new();

    /// <summary>What people, and the account, said about it.</summary>
    public NoteBook Notes { get; } = new();

    /// <summary>Where copies of what it stores go.</summary>
    public CopyTargetBook CopyTargets { get; } = new();

    /// <summary>The reasons that it was given.</summary>
    public ReasonsBook Reasons { get; } = new();

    /// <summary>What goes out of it.</summary>
    public SendingBook Sending { get; } = new();

    /// <summary>Whether nothing is in any of them.</summary>
    public bool IsEmpty =>
        Acts.IsEmpty
        && Notes.All.Count == 0
        && CopyTargets.IsEmpty
        && Reasons.IsEmpty
        && Sending.State == SendingState.Empty;
}
