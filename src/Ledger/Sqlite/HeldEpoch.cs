namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The epoch by which a ledger is held. It is taken and proved in transactions of the holder's own; one that has no room for
/// taking it leaves that to the next.
/// </summary>
internal sealed class HeldEpoch(SegmentTable segments, string file)
{
    private bool isWanted;

    /// <summary>The epoch that was taken; null where none was.</summary>
    public long? Number { get; private set; }

    /// <summary>Has the next transaction that is committed take one: whoever held the ledger before finds it where it proves its own.</summary>
    public void Want() => isWanted = true;

    /// <summary>Proves the epoch, or takes it where that is still to be done. In a transaction, before anything else.</summary>
    /// <returns>What the ledger is held by once that is committed.</returns>
    /// <exception cref="FencedException">Another has taken the ledger over.</exception>
    public long? In(Database transaction)
    {
        if (isWanted)
            transaction.Run("UPDATE tip SET epoch = epoch + 1");
        var epoch = segments.Tip().Epoch;
        if (isWanted)
            return epoch;
        Prove(epoch);
        return Number;
    }

    /// <summary>The transaction was committed.</summary>
    public void Keep(long? number) => (Number, isWanted) = (number, false);

    /// <summary>Sees that nobody else holds the ledger.</summary>
    /// <param name="epoch">The epoch that stands in it.</param>
    /// <exception cref="FencedException">Somebody does.</exception>
    public void Prove(long epoch)
    {
        if (Number is { } own && own != epoch)
            throw new FencedException(
                $"{file}: another server has taken the ledger over (it holds epoch {epoch}, this one {own}). This one takes nothing in any more; stop it, or start it again if it is the one that should serve"
            );
    }
}
