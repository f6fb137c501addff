using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Shared;

/// <summary>The reference rates of the shared stream, as they are now and as they were.</summary>
internal sealed class ReferenceRates(long seed)
{
    private readonly Lock gate = new();
    private readonly NameTable sources = new(seed);
    private readonly List<(byte[] Batch, long From)> batches = [];
    private Rates? latest;
    private long sequence;

    /// <summary>Names of the sources of its events.</summary>
    public NameTable Sources => sources;

    /// <summary>How much of the shared stream is in the latest rates.</summary>
    public long Sequence => Volatile.Read(ref sequence);

    /// <summary>Takes in events that were published.</summary>
    /// <param name="batch">Records of rates; the line of each is its sequence.</param>
    /// <param name="from">The sequence of the first.</param>
    /// <param name="next">The sequence after the last.</param>
    public void Add(byte[] batch, long from, long next)
    {
        lock (gate)
        {
            batches.Add((batch, from));
            latest = null;
            sequence = next;
        }
    }

    /// <summary>Notes that something else was appended to the shared stream.</summary>
    public void Pass(long next)
    {
        lock (gate)
            sequence = Math.Max(sequence, next);
    }

    /// <summary>Whether rates were published since the shared stream held so many records.</summary>
    public bool HasSince(long before)
    {
        lock (gate)
            return batches.Exists(batch => batch.From >= before);
    }

    /// <summary>The rates known now.</summary>
    public Rates Latest(Rulebook rules)
    {
        lock (gate)
            return latest ??= Read(rules, long.MaxValue);
    }

    /// <summary>The rates known when the shared stream held so many records.</summary>
    public Rates At(Rulebook rules, long before)
    {
        lock (gate)
            return before >= sequence ? latest ??= Read(rules, before) : Read(rules, before);
    }

    private Rates Read(Rulebook rules, long before)
    {
        var set = new EventSet(64);
        foreach (var (batch, from) in batches)
            if (from < before)
                set.Add(batch, (_, _) => { });
        return new ReplayContext(rules, set, sources, sources, Moment.Never, seed).Rates;
    }
}
