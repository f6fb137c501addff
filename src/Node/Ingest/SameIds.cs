using System.Numerics;
using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Finds events of one body whose source and id stand under another account too: both count, and often one of them was
/// meant for the other's. Not to be shared between threads.
/// </summary>
internal sealed class SameIds
{
    private (ulong Key, int Account, int Line)[] slots = [];

    /// <summary>Tells of each such event but the first of its name.</summary>
    public void Tell(ReadOnlySpan<byte> records, int count, List<Warning> warnings)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        if (slots.Length < size)
            slots = new (ulong, int, int)[size];
        var table = slots.AsSpan(0, size);
        table.Clear();
        for (var offset = 0; offset < records.Length; )
        {
            var head = MemoryMarshal.Read<RecordHead>(records[offset..]);
            offset += head.Length;
            if (head.Account == 0)
                continue;
            var place = (int)(head.Key & (ulong)(size - 1));
            while (table[place].Account != 0 && table[place].Key != head.Key)
                place = (place + 1) & (size - 1);
            if (table[place].Account == 0)
                table[place] = (head.Key, head.Account, head.Line);
            else if (table[place].Account != head.Account)
                warnings.Add(new Warning(head.Line, Both(table[place].Line)));
        }
    }

    private static Fault Both(int line) =>
        Fault.Told(
            Code.SameIdElsewhere,
            $"its source and id name element {line} too, which is another account's; both count"
        );
}
