using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A ledger can be looked at without a trace.</summary>
public sealed class OpenToReadTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-ledger-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void It_holds_what_is_committed_while_another_appends()
    {
        using var ledger = SqliteLedger.Open(folder.FullName, 3);
        Ledgers.Fill(ledger, 9, "before");
        using var reader = SqliteLedger.OpenToRead(folder.FullName);
        Ledgers.Content(reader).ShouldBe(Ledgers.Content(ledger));
        Ledgers.Fill(ledger, 9, "after");
        reader.IsBehind.ShouldBeTrue();
        Ledgers.Content(reader).ShouldAllBe(line => !line.Contains("after"));
        using var later = SqliteLedger.OpenToRead(folder.FullName);
        Ledgers.Content(later).ShouldBe(Ledgers.Content(ledger));
    }

    [Fact]
    public void Where_nobody_serves_it_the_files_are_as_they_were()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName))
            Ledgers.Fill(ledger, 9, "one");
        var before = Bytes();
        using (var reader = SqliteLedger.OpenToRead(folder.FullName))
            Ledgers.Content(reader).Count.ShouldBeGreaterThan(9);
        Bytes().ShouldBe(before);
        Ledgers.Content(folder.FullName).Count.ShouldBeGreaterThan(9);
    }

    [Fact]
    public void It_cannot_append()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName))
            Ledgers.Fill(ledger, 2, "one");
        using var reader = SqliteLedger.OpenToRead(folder.FullName);
        Should.Throw<LedgerUnavailableException>(() => Made.Append(reader, "fir", "two"));
    }

    [Fact]
    public void Nothing_is_made_where_there_is_none()
    {
        Should.Throw<LedgerUnavailableException>(() => SqliteLedger.OpenToRead(folder.FullName));
        folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void One_of_an_earlier_format_is_left_to_a_server()
    {
        FirstFormat.Make(folder.FullName);
        var before = Bytes();
        Should
            .Throw<LedgerUnavailableException>(() => SqliteLedger.OpenToRead(folder.FullName))
            .Message.ShouldContain("earlier release");
        Bytes().ShouldBe(before);
    }

    private byte[] Bytes() =>
        File.ReadAllBytes(Path.Combine(folder.FullName, SqliteLedger.FileName));
}
