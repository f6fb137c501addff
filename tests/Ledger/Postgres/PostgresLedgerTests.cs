using Evenhand.Ledger;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>The ledger in PostgreSQL keeps the contract, as the role that may do little.</summary>
public sealed class PostgresLedgerTests : LedgerContract
{
    private readonly PostgresLedgers ledgers = new(PostgresServer.OfThisRun());

    protected override ILedger OpenStore(bool holds) => ledgers.Open(holds);

    protected override bool IsBehind(ILedger ledger)
    {
        Wait.Until(() => ledger.IsBehind, "tidings come");
        return true;
    }
}
