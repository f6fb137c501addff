using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Tests.Ledger;

namespace Evenhand.Tests.Node;

/// <summary>A ledger that refuses appends, or makes them wait, when a test says so.</summary>
internal sealed class FaultyLedger(ILedger ledger) : LedgerDouble(ledger)
{
    /// <summary>Whether appends are refused.</summary>
    public bool Refuses { get; set; }

    /// <summary>Appends pass while it is set.</summary>
    public ManualResetEventSlim Passes { get; } = new(true);

    /// <summary>Appends that were made return while it is set.</summary>
    public ManualResetEventSlim Returns { get; } = new(true);

    /// <summary>Set once an append waits.</summary>
    public ManualResetEventSlim Waits { get; } = new(false);

    public override ValueTask<string?> HindranceAsync(string? known) =>
        Refuses ? new(known ?? "refused") : base.HindranceAsync(known);

    public override async ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        if (!Passes.IsSet)
            Waits.Set();
        Passes.Wait();
        if (Refuses)
            throw new LedgerUnavailableException("the disk is full", new IOException());
        var conflicts = await base.AppendAsync(slices, committed);
        if (!Returns.IsSet)
            Waits.Set();
        Returns.Wait();
        return conflicts;
    }

    public override void Dispose()
    {
        Passes.Dispose();
        Returns.Dispose();
        Waits.Dispose();
        base.Dispose();
    }
}
