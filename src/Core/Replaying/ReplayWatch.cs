using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Looks on while an account is replayed, and changes nothing.</summary>
public abstract class ReplayWatch
{
    private protected ReplayWatch() { }

    /// <summary>The account opens.</summary>
    internal virtual void Begin(AccountFold fold) { }

    /// <summary>Time comes to an instant.</summary>
    internal virtual void Reach(AccountFold fold, Moment time) { }

    /// <summary>An event is next.</summary>
    internal virtual void Next(AccountFold fold, in RecordHead head) { }

    /// <summary>An event is good, at hand, and about to count.</summary>
    internal virtual void Counts(AccountFold fold, byte[] batch, int offset) { }

    /// <summary>An event was taken back, so that it never happened.</summary>
    internal virtual void TakenBack(in RecordHead head) { }
}
