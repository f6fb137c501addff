using System.Text;
using Evenhand.Ledger;
using Shouldly;

namespace Evenhand.Tests.Ledger;

/// <summary>Small slices whose payloads are words.</summary>
internal static class Made
{
    /// <summary>Orders byte arrays as memory does.</summary>
    public static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create(
        (a, b) => a.AsSpan().SequenceCompareTo(b)
    );

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Slice Slice(
        StreamName stream,
        long expected,
        int count,
        string text,
        SliceKind kind = SliceKind.Events
    ) => new(stream, expected, kind, count, new(-5), new(7), Bytes(text));

    public static Slice Slice(
        string account,
        long expected,
        int count,
        string text,
        SliceKind kind = SliceKind.Events
    ) => Slice(StreamName.OrShared(account), expected, count, text, kind);

    /// <summary>The names of accounts, those after one.</summary>
    public static List<string> Accounts(ILedger ledger, string? after, int limit) =>
        [.. ledger.Accounts(StreamName.OrShared(after ?? ""), limit).Select(each => each.Text)];

    /// <summary>The heads of all snapshots.</summary>
    public static List<SnapshotHead> Heads(ILedger ledger) =>
        [
            .. ledger
                .Accounts(StreamName.Shared, int.MaxValue)
                .Prepend(StreamName.Shared)
                .SelectMany(ledger.Slots),
        ];

    public static string Text(StoredSlice slice) => Encoding.UTF8.GetString(slice.Payload.Span);

    public static List<string> Texts(IEnumerable<StoredSlice> slices) => [.. slices.Select(Text)];

    /// <summary>Appends a slice of one record, wherever the account is.</summary>
    public static void Append(
        ILedger ledger,
        string account,
        string text,
        SliceKind kind = SliceKind.Events
    ) => Append(ledger, StreamName.OrShared(account), text, kind);

    public static void Append(
        ILedger ledger,
        StreamName stream,
        string text,
        SliceKind kind = SliceKind.Events
    )
    {
        // Another node may have been first: one retry is what a caller would do.
        for (var tries = 0; tries < 2; tries++)
            if (
                ledger
                    .Append([Slice(stream, ledger.SequenceOf(stream), 1, text, kind)], new(1))
                    .Count == 0
            )
                return;
        ledger
            .Append([Slice(stream, ledger.SequenceOf(stream), 1, text, kind)], new(1))
            .ShouldBeEmpty("the append lost three races in a row");
    }
}
