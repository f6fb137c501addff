using Evenhand.Wire;

namespace Evenhand.Client.Reporting;

/// <summary>Why an event did not reach the ledger.</summary>
public enum LossReason
{
    /// <summary>The queue was full.</summary>
    Dropped,

    /// <summary>The server read the event and did not take it: sending it again changes nothing.</summary>
    Rejected,

    /// <summary>The server refused the whole request, for its key for example.</summary>
    Refused,

    /// <summary>The server could not be reached as often as was tried, or until the shutdown's deadline. It may have arrived.</summary>
    Unsent,
}

/// <summary>Events that did not reach the ledger, with their ids: to be kept elsewhere, or sent again.</summary>
public sealed class LossEventArgs : EventArgs
{
    internal LossEventArgs(LossReason reason, IReadOnlyList<CloudEvent> events, string detail)
    {
        Reason = reason;
        Events = events;
        Detail = detail;
    }

    /// <summary>Why.</summary>
    public LossReason Reason { get; }

    /// <summary>Which. Sent again as they are, they count once, even where they had arrived.</summary>
    public IReadOnlyList<CloudEvent> Events { get; }

    /// <summary>A sentence for people.</summary>
    public string Detail { get; }
}
