using System.IO.Compression;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>Accounts of a data folder are mended by hand.</summary>
public sealed class AccountsCommandTests : IDisposable
{
    private readonly EvenhandProcess evenhand = new();

    public void Dispose() => evenhand.Dispose();

    [Fact]
    [Trait("fault", "C1")]
    public void An_account_is_asked_to_be_folded_anew_and_one_that_is_not_there_is_not()
    {
        Unpack();
        var mended = evenhand.Run("accounts mend birch --data .");
        mended.Status.ShouldBe(0);
        mended.Errors.ShouldContain("all 13 records of it can be read");
        var unknown = evenhand.Run("accounts mend nobody --data .");
        unknown.Status.ShouldBe(2);
        unknown.Errors.ShouldContain("no such account");
        evenhand.Run("accounts mend birch --data nowhere").Status.ShouldBe(2);
    }

    [Fact]
    [Trait("fault", "C1")]
    public void Verify_tells_what_stands_under_a_wrong_account_until_it_is_refiled()
    {
        Unpack();
        var found = evenhand.Run("verify --data .");
        found.Status.ShouldBe(0);
        found.Output.ShouldContain("fir: the event of sequence");
        found.Output.ShouldContain("stands under birch too");
        found.Output.ShouldContain("of the source birch-crm");
        evenhand.Run("accounts refile --data .").Status.ShouldBe(2);
        evenhand.Run("accounts refile fir --data .").Status.ShouldBe(2);
        evenhand.Run("accounts refile fir birch --events 3-1 --data .").Status.ShouldBe(2);
        var moved = evenhand.Run("accounts refile fir birch --data . --why \"the disk failed\"");
        moved.Status.ShouldBe(0);
        var after = evenhand.Run("verify --data .");
        after.Status.ShouldBe(0);
        after.Output.ShouldNotContain("fir");
    }

    private void Unpack()
    {
        using var packed = File.OpenRead(
            RepositoryFile.PathOf("tests/Node/Mending/misfiled.db.gz")
        );
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var file = File.Create(Path.Combine(evenhand.Folder, "ledger.db"));
        unpacked.CopyTo(file);
    }
}
