using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What people, and the account itself, did about its standing and its charges, by hashes of names: what each was and when, and
/// which were taken back.
/// </summary>
internal sealed class ActBook
{
    /// <summary>What the sources of acts begin with that came by their routes; the account follows.</summary>
    public const string SourceStart = "evenhand:acts/";

    private SmallMap<ulong, (Kind Kind, Moment Time)> acts;
    private SmallSet<ulong> voided;

    /// <summary>Whether nothing was done.</summary>
    public bool IsEmpty => acts.Count == 0;

    /// <summary>Whether an event is such an act.</summary>
    public static bool Holds(byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        return head.Type <= (int)Kind.Asked && IsAct(batch.AsSpan(offset, head.Length), head);
    }

    /// <summary>Takes note of a stored act.</summary>
    /// <param name="batch">The batch that holds it.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="seed">The secret of the hashes.</param>
    public void Note(byte[] batch, int offset, long seed)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        acts.TryAdd(head.Key, ((Kind)head.Type, head.Time));
        if (head.Type == (int)Kind.Voided && Matters.NamedBy(batch, offset, seed) is { } named)
            voided.Add(named);
    }

    /// <summary>Whether a void names an act that came by its route, or a delivery that the server itself noted.</summary>
    /// <param name="record">The record of the void.</param>
    public static bool IsNamedBy(Span<byte> record)
    {
        var source = Matters.SourceNamedBy(record);
        return source.StartsWith("evenhand:acts/"u8) || source.SequenceEqual("evenhand:notices"u8);
    }

    /// <summary>What was done under a name, and when; null where nothing was.</summary>
    public (Kind Kind, Moment Time)? Find(ulong key) =>
        acts.TryGetValue(key, out var act) ? act : null;

    /// <summary>Whether it was taken back.</summary>
    public bool IsVoided(ulong key) => voided.Contains(key);

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<(ulong Key, (Kind Kind, Moment Time) Act)> all =
        [
            .. acts.All().OrderBy(each => each.Key),
        ];
        port.List(
            all,
            (port, each) =>
                (
                    Hash(port, each.Key),
                    ((Kind)port.Exchange((int)each.Act.Kind), port.Exchange(each.Act.Time))
                )
        );
        List<ulong> gone = [.. all.Select(each => each.Key).Where(voided.Contains)];
        port.List(gone, Hash);
        if (!port.Reads)
            return;
        foreach (var (key, act) in all)
            acts[key] = act;
        foreach (var key in gone)
            voided.Add(key);
    }

    private static bool IsAct(Span<byte> record, in RecordHead head) =>
        (Kind)head.Type switch
        {
            Kind.Exception => (head.Present >> ExceptionSlot.Request & 1) != 0,
            Kind.Voided => IsNamedBy(record),
            Kind.Waived or Kind.Confirmed => true,
            var kind => IsOfStanding((int)kind) || IsOfKeepers((int)kind),
        };

    private static ulong Hash(StatePort port, ulong hash) =>
        unchecked((ulong)port.Exchange(unchecked((long)hash)));
}
