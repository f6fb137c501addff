using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Server;
using Evenhand.Tests.Ledger;
using Evenhand.Tests.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand backup</c>, <c>restore</c> and <c>verify</c> as their users meet them.</summary>
public sealed class RestoreCommandTests : IDisposable
{
    private readonly EvenhandProcess evenhand = new();

    public RestoreCommandTests()
    {
        using var ledger = SqliteLedger.Open(Data);
        // Events would need the records that say how they are laid out.
        Ledgers.Fill(ledger, 5, "before", SliceKind.Told);
    }

    private string Data => Path.Combine(evenhand.Folder, "data");

    public void Dispose() => evenhand.Dispose();

    [Fact]
    [Trait("fault", "M8")]
    public void A_key_that_was_revoked_after_the_backup_stays_so_and_the_others_are_told()
    {
        var (kept, revoked) = (CreateKey("kept"), CreateKey("revoked"));
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);
        evenhand.Run($"keys revoke {revoked} --data data").Status.ShouldBe(0);

        var restored = evenhand.Run("restore monday.backup --data data --replace");

        restored.Status.ShouldBe(0, restored.Errors);
        restored.Errors.ShouldContain($"key {revoked} (revoked) was revoked after the backup");
        restored.Errors.ShouldContain($"  {kept}  operator");
        restored.Errors.ShouldNotContain($"  {revoked}  operator");
        Works(kept).ShouldBeTrue();
        Works(revoked).ShouldBeFalse();
    }

    [Fact]
    [Trait("fault", "M8")]
    public void Where_nothing_is_known_of_revocations_all_keys_are_told_and_can_be_revoked_at_once()
    {
        var key = CreateKey("portal");
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);

        var told = evenhand.Run("restore monday.backup --data fresh");
        told.Status.ShouldBe(0, told.Errors);
        told.Errors.ShouldContain($"{key}  operator");
        told.Errors.ShouldContain("--revoke-keys");

        var revoked = evenhand.Run("restore monday.backup --data safe --revoke-keys");
        revoked.Status.ShouldBe(0, revoked.Errors);
        revoked.Errors.ShouldContain("no key works");
        Works(key, "safe").ShouldBeFalse();
        evenhand.Run("keys create --role admin --data safe").Status.ShouldBe(0);
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_restore_beside_a_server_is_refused_and_touches_nothing()
    {
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);
        using var served = DataLock.Take(Data);
        var was = Ledgers.Content(Data);

        var refused = evenhand.Run("restore monday.backup --data data --replace");

        refused.Status.ShouldBe(1);
        refused.Errors.ShouldContain("in use");
        Directory.GetFiles(Data, "*replaced*").ShouldBeEmpty();
        Ledgers.Content(Data).ShouldBe(was);
    }

    [Fact]
    [Trait("fault", "H2")]
    public void The_command_that_a_refusal_names_works()
    {
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);
        var was = Ledgers.Content(Data);
        using (var ledger = SqliteLedger.Open(Data))
            Ledgers.Fill(ledger, 5, "after");

        var refused = evenhand.Run("restore monday.backup --data data");
        refused.Status.ShouldBe(1);
        var named = refused.Errors.Split('`')[1];
        evenhand
            .Shell(named.Replace("evenhand ", "$evenhand ", StringComparison.Ordinal))
            .Status.ShouldBe(0, named);

        Ledgers.Content(Data).ShouldBe(was);
    }

    [Fact]
    [Trait("fault", "low-modes")]
    public void All_that_the_verbs_make_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);
        evenhand.Run("restore monday.backup --data fresh").Status.ShouldBe(0);

        var others = evenhand.Shell("find data fresh monday.backup -perm /077");

        others.Status.ShouldBe(0);
        others.Output.ShouldBe("");
    }

    [Fact]
    [Trait("fault", "low-verify")]
    public void A_backup_can_be_verified_and_is_not_cut()
    {
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);

        var sound = evenhand.Run("verify monday.backup");
        sound.Status.ShouldBe(0, sound.Errors);
        sound.Output.ShouldContain("6 segments with 6 records are sound");
        evenhand.Run("verify monday.backup --cut").Status.ShouldBe(2);

        var file = Path.Combine(evenhand.Folder, "monday.backup");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf(Made.Bytes("before 3"))] ^= 1;
        File.WriteAllBytes(file, bytes);
        evenhand.Run("verify monday.backup").Status.ShouldBe(1);
    }

    [Theory]
    [Trait("fault", "low-defect")]
    [InlineData("backup --data missing somewhere.backup", "missing holds no ledger")]
    [InlineData("backup --data data no/such/folder/backup", "no/such/folder")]
    [InlineData("verify --data missing", "missing")]
    [InlineData("verify missing.backup", "missing.backup")]
    [InlineData("verify --data missing --cut", "missing")]
    [InlineData("restore missing.backup --data fresh", "missing.backup")]
    [InlineData("restore text --data fresh", "text")]
    [InlineData("restore data --data fresh", "data is a folder")]
    [InlineData("restore monday.backup --data text", "text")]
    [InlineData("keys list --data text", "text")]
    public void Whatever_is_missing_or_wrong_is_named_and_never_called_a_defect(
        string arguments,
        string named
    )
    {
        evenhand.Write("text", new string('x', 5000));
        evenhand.Run("backup --data data monday.backup").Status.ShouldBe(0);

        var failed = evenhand.Run(arguments);

        failed.Status.ShouldBeInRange(1, 2);
        failed.Errors.ShouldContain(named);
        failed.Errors.ShouldNotContain("defect");
        failed.Errors.ShouldNotContain("   at ");
        Directory.Exists(Path.Combine(evenhand.Folder, "fresh")).ShouldBeFalse();
    }

    [Fact]
    public void A_ledger_of_a_later_program_is_refused_in_words_by_every_verb()
    {
        PlainSqlite.Run(Ledgers.FileOf(Data), "PRAGMA user_version = 9");

        foreach (
            var verb in new[]
            {
                "verify --data data",
                "verify --data data --cut",
                "backup --data data monday.backup",
                "keys list --data data",
                $"serve --data data --urls http://127.0.0.1:0 --policies '{RepositoryFile.PathOf("policies")}'",
            }
        )
        {
            var refused = evenhand.Run(verb);
            refused.Status.ShouldBe(1, verb);
            refused.Errors.ShouldContain("format 9");
            refused.Errors.ShouldNotContain("defect");
        }
    }

    private string CreateKey(string name)
    {
        var made = evenhand.Run($"keys create --role operator --name {name} --data data");
        made.Status.ShouldBe(0, made.Errors);
        return made.Errors.Split(' ', ';')[1];
    }

    private bool Works(string key, string data = "data") =>
        evenhand
            .Run($"keys list --data {data}")
            .OutputLines.Single(line => line.StartsWith(key, StringComparison.Ordinal))
            .Contains("  works", StringComparison.Ordinal);
}
