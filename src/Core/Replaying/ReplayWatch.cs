using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Looks on while an account is replayed, and changes nothing.</summary>
public abstract class ReplayWatch
{
    private protected ReplayWatch() { }

    /// <summary>The account opens.</summary>
    internal virtual void Begin(AccountFold fold) { }

    /// <summary>The account is taken up from a checkpoint.</summary>
    /// <param name="fold">The account.</param>
    /// <param name="at">All that happened before it is in, and nothing else.</param>
    internal virtual void Resume(AccountFold fold, Moment at) => Begin(fold);

    /// <summary>Time comes to an instant.</summary>
    internal virtual void Reach(AccountFold fold, Moment time) { }

    /// <summary>An event is next.</summary>
    internal virtual void Next(AccountFold fold, in RecordHead head) { }

    /// <summary>An event is good, at hand, and about to count.</summary>
    internal virtual void Counts(AccountFold fold, byte[] batch, int offset) { }

    /// <summary>An event was taken back, so that it never happened.</summary>
    internal virtual void TakenBack(in RecordHead head) { }
}
