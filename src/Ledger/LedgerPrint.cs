using System.Buffers.Binary;
using System.IO.Hashing;
using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>
/// What a ledger holds, in a number for each account: its slices in order, to the byte, and how long the shared stream was when each
/// arrived. Two ledgers of the same content have the same, whatever keeps them.
/// </summary>
internal sealed class LedgerPrint
{
    private readonly Dictionary<string, (long Sequence, ulong Hash)> accounts = new(
        StringComparer.Ordinal
    );
    private long shared;

    /// <summary>How many slices were added.</summary>
    public long Slices { get; private set; }

    /// <summary>How many records they hold.</summary>
    public long Records { get; private set; }

    /// <summary>How many records of an account were added, and the number that they come to.</summary>
    public (long Sequence, ulong Hash) Of(string account) => accounts.GetValueOrDefault(account);

    /// <summary>Adds the next slice that arrived.</summary>
    public void Add(string account, in StoredSlice slice)
    {
        var (_, before) = Of(account);
        Span<byte> bytes = stackalloc byte[72];
        ReadOnlySpan<long> fields =
        [
            unchecked((long)before),
            shared,
            slice.From,
            (long)slice.Kind,
            slice.Count,
            slice.First.Ticks,
            slice.Last.Ticks,
            slice.Committed.Ticks,
            unchecked((long)XxHash3.HashToUInt64(slice.Payload.Span)),
        ];
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * 8)..], fields[i]);
        accounts[account] = (slice.From + slice.Count, XxHash3.HashToUInt64(bytes));
        if (account.Length == 0)
            shared += slice.Count;
        (Slices, Records) = (Slices + 1, Records + slice.Count);
    }

    /// <summary>An account that the two have otherwise; null where all is the same.</summary>
    public string? Difference(LedgerPrint other) =>
        accounts
            .Keys.Concat(other.accounts.Keys)
            .FirstOrDefault(account => Of(account) != other.Of(account));
}
