namespace Evenhand.Ledger.Segments;

/// <summary>What is damaged while one stream is read is a fault of that stream's, with the record from which on it cannot be read.</summary>
internal static class StreamReading
{
    /// <summary>The slices that are read, until one is damaged. Each enumeration reads them anew.</summary>
    /// <param name="account">The account of the stream.</param>
    /// <param name="from">The sequence wanted.</param>
    /// <param name="read">Reads them.</param>
    /// <exception cref="DamagedStreamException">One is damaged.</exception>
    public static IEnumerable<StoredSlice> Guard(
        string account,
        long from,
        Func<IEnumerable<StoredSlice>> read
    )
    {
        var position = from;
        IEnumerator<StoredSlice>? slices = null;
        try
        {
            while (true)
            {
                try
                {
                    slices ??= read().GetEnumerator();
                    if (!slices.MoveNext())
                        yield break;
                }
                catch (DamagedLedgerException damage)
                {
                    throw new DamagedStreamException(account, position, damage);
                }
                yield return slices.Current;
                position = slices.Current.From + slices.Current.Count;
            }
        }
        finally
        {
            slices?.Dispose();
        }
    }
}
