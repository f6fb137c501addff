using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>The embedded ledger keeps the contract.</summary>
public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-ledger-");

    protected override ILedger OpenStore(bool holds) =>
        SqliteLedger.Open(folder.FullName, new LedgerOpening { Holds = holds });

    public override void Dispose()
    {
        base.Dispose();
        folder.Delete(recursive: true);
    }
}

/// <summary>The embedded ledger keeps the contract where hardly anything stays in memory before it is filed.</summary>
public sealed class FiledSqliteLedgerTests : LedgerContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-ledger-");

    protected override ILedger OpenStore(bool holds) =>
        SqliteLedger.Open(folder.FullName, new LedgerOpening { SlicesInMemory = 3, Holds = holds });

    public override void Dispose()
    {
        base.Dispose();
        folder.Delete(recursive: true);
    }
}
