using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Mending;

/// <summary>Has accounts folded anew from what the ledger holds.</summary>
public static class Mend
{
    /// <summary>
    /// Reads all that the ledger holds of an account, and asks for it to be folded anew: a running server does so at once,
    /// else the next one does as it starts.
    /// </summary>
    /// <returns>How many records it has.</returns>
    /// <exception cref="RequestException">There is no such account.</exception>
    /// <exception cref="DamagedLedgerException">What it has cannot be read; nothing was asked for.</exception>
    public static long Ask(ILedger ledger, string account, TimeProvider clock)
    {
        var stream = StreamName.OrShared(account);
        if (stream.IsShared || ledger.SequenceOf(stream) == 0)
            throw new RequestException(Code.UnknownAccount, "there is no such account");
        var records = ledger.Read(stream, 0).Sum(slice => (long)slice.Count);
        var now = Moment.Of(clock.GetUtcNow());
        var payload = StoredJson.Write(new MendedRecord(now), StoredJson.Default.MendedRecord);
        Appending.Run(
            ledger,
            now,
            () => [new(stream, ledger.SequenceOf(stream), SliceKind.Mended, 1, now, now, payload)]
        );
        return records;
    }
}
