using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Runtime.Serving.Keys;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Runtime.Serving.Keys;

/// <summary>What a backup brings back of keys, and that whoever restores it is told.</summary>
public class RestoredKeysTests
{
    [Fact, Trait("fault", "M8")]
    public async Task A_backup_brings_back_the_keys_that_were_revoked_after_it_and_says_which()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (mine, _) = await served.Node.Keys.CreateAsync(Role.Admin, "", "mine");
        var (leaked, _) = await served.Node.Keys.CreateAsync(Role.Gate, "", "leaked");
        var (old, _) = await served.Node.Keys.CreateAsync(Role.Read, "", "old");
        await served.Node.Keys.RevokeAsync(old.Id);
        var folder = Directory.CreateTempSubdirectory("restored-");
        try
        {
            var backup = Path.Combine(folder.FullName, "a.backup");
            LedgerBackup.Back(served.Data, backup);
            await served.Node.Keys.RevokeAsync(leaked.Id);
            var data = Path.Combine(folder.FullName, "data");
            LedgerBackup.Restore(backup, data);
            using var restored = SqliteLedger.Open(data);
            using var later = SqliteLedger.Open(served.Data);
            Ids(RestoredKeys.Working(restored, served.Clock)).ShouldBe([mine.Id, leaked.Id]);
            var back = RestoredKeys.BroughtBack(restored, later, served.Clock);
            Ids(back).ShouldBe([leaked.Id]);
            (await RestoredKeys.RevokeAsync(restored, back, served.Clock)).ShouldBe(1);
            Ids(RestoredKeys.Working(restored, served.Clock)).ShouldBe([mine.Id]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Ids(IEnumerable<Key> keys) => keys.Select(key => key.Id);
}
