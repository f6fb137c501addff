using Evenhand.Core.Codes;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Context;

/// <summary>
/// Whether another holds the ledger by now. What this node knows is the past then: it takes nothing in, says nothing of any
/// account, and is not ready. There is no way back but a start. Safe to use from many threads.
/// </summary>
/// <param name="log">Where that is told, once.</param>
internal sealed partial class Fence(ILogger log)
{
    private string? why;

    /// <summary>Why this node has to stand aside, for people; null while it need not.</summary>
    public string? Why => Volatile.Read(ref why);

    /// <summary>It was found that another holds the ledger.</summary>
    public void Fall(FencedException found)
    {
        if (Interlocked.CompareExchange(ref why, found.Message, null) is null)
            Fenced(log, found.Message);
    }

    /// <summary>Goes on only where nobody else holds the ledger.</summary>
    /// <exception cref="RequestException">Somebody does.</exception>
    public void Check()
    {
        if (Why is not null)
            throw Refusal;
    }

    /// <summary>What a request is told.</summary>
    public static RequestException Refusal =>
        new(
            Code.Fenced,
            "another server holds the ledger, and this one does not answer any more; ask the other"
        );

    [LoggerMessage(LogLevel.Critical, "This server stands aside: {Why}")]
    private static partial void Fenced(ILogger log, string why);
}
