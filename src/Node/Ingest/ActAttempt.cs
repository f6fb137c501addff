using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;

namespace Evenhand.Node.Ingest;

/// <summary>
/// An act that is to be taken in if all of its conditions hold, right before it is. Its batch has that one event, whose time is
/// filled in then.
/// </summary>
internal sealed class ActAttempt
{
    /// <summary>Every condition that failed.</summary>
    public Unmet Unmet { get; set; }

    /// <summary>When it was done; of a repeat, when it was done first.</summary>
    public Moment Time { get; set; }

    /// <summary>When it becomes possible, as far as time alone brings that; null where it does not.</summary>
    public Moment? PossibleFrom { get; set; }

    /// <summary>The source of the acts on an account.</summary>
    public static string SourceOf(AccountId account) => ActBook.SourceStart + account;
}
