using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

public sealed class LogIndexTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evenhand-").FullName;

    private string File => Path.Combine(folder, SqliteLedger.FileName);

    [Fact]
    public void Every_commit_of_another_is_seen_by_the_next_look_however_often_one_has_looked()
    {
        using var own = SqliteLedger.Open(folder);
        using var other = SqliteLedger.Open(folder);

        for (var commit = 0; commit < 300; commit++)
        {
            own.IsBehind.ShouldBeFalse();
            own.IsBehind.ShouldBeFalse();
            Made.Append(other, "a", $"{commit}");
            own.IsBehind.ShouldBeTrue();
            own.IsBehind.ShouldBeTrue();
            own.Refresh();
        }
        own.SequenceOf(StreamName.Of("a")).ShouldBe(300);
    }

    [Theory]
    [InlineData("PASSIVE")]
    [InlineData("FULL")]
    [InlineData("RESTART")]
    [InlineData("TRUNCATE")]
    public void A_commit_into_a_log_that_was_begun_afresh_is_seen(string how)
    {
        using var own = SqliteLedger.Open(folder);
        using var other = SqliteLedger.Open(folder);
        Made.Append(other, "a", "before");
        own.Refresh();
        own.IsBehind.ShouldBeFalse();
        PlainSqlite.Run(File, $"PRAGMA wal_checkpoint({how})");
        own.IsBehind.ShouldBeFalse();

        Made.Append(other, "a", "after");

        own.IsBehind.ShouldBeTrue();
    }

    [Fact]
    public void What_one_has_appended_itself_puts_one_behind_nobody()
    {
        using var own = SqliteLedger.Open(folder);
        own.IsBehind.ShouldBeFalse();

        Made.Append(own, "a", "own");

        own.IsBehind.ShouldBeFalse();
        own.IsBehind.ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
