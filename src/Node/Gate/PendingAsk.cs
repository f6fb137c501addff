using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Gate;

/// <summary>An ask on its way to its account, and what its answer has to have stored.</summary>
/// <param name="LiveGate">Who answers it.</param>
/// <param name="Ask">The record of the ask.</param>
/// <param name="Asked">What stands beside the act.</param>
/// <param name="Id">Its id.</param>
/// <param name="Now">The present.</param>
internal sealed record PendingAsk(
    LiveGate LiveGate,
    byte[] Ask,
    AskBody Asked,
    string Id,
    Moment Now
)
{
    /// <summary>What is odd about the act.</summary>
    public IReadOnlyList<Fault> Warnings { get; init; } = [];

    /// <summary>Whether nothing is to take note of it.</summary>
    public bool IsTrial { get; init; }

    /// <summary>What it has reserved; null for nothing.</summary>
    public ReservationMade? Record { get; set; }

    /// <summary>The reservation to be stored; null for none.</summary>
    public Addition? Addition { get; set; }

    /// <summary>Ends when what an earlier ask of this id held is stored.</summary>
    public Task Stored { get; set; } = Task.CompletedTask;
}
