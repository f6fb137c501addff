using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Stored;

/// <summary>Appends to the shared stream where no committer runs: at a node's start, and beside a running server.</summary>
internal static class SharedAppend
{
    /// <summary>How often another may append first before we give up.</summary>
    private const int MostTries = 20;

    /// <summary>Appends one record; if another was quicker, after what it appended.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="kind">What the record is.</param>
    /// <param name="payload">The record.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RequestException">Others append all the time.</exception>
    public static void Run(ILedger ledger, SliceKind kind, byte[] payload, Moment now)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var slice = new Slice(
                StreamName.Shared,
                ledger.SequenceOf(StreamName.Shared),
                kind,
                1,
                now,
                now,
                payload
            );
            if (ledger.Append([slice], now).Count == 0)
                return;
            ledger.Refresh();
        }
        throw new RequestException(
            Code.Overloaded,
            Language.Key("the server appends all the time; try again")
        );
    }
}
