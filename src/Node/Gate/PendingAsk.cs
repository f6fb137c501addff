using Evenhand.Node.Ingest;

namespace Evenhand.Node.Gate;

/// <summary>An ask on its way to its account, and what its answer has to have stored.</summary>
/// <param name="Asking">Who answers it.</param>
/// <param name="Ask">The record of the ask.</param>
/// <param name="Asked">What stands beside the act.</param>
/// <param name="Id">Its id.</param>
/// <param name="Now">The present, in ticks.</param>
internal sealed record PendingAsk(Asking Asking, byte[] Ask, AskBody Asked, string Id, long Now)
{
    /// <summary>The reservation to be stored; null for none.</summary>
    public Addition? Addition { get; set; }

    /// <summary>Ends when what an earlier ask of this id held is stored.</summary>
    public Task Stored { get; set; } = Task.CompletedTask;
}
