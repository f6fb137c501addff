using Evenhand.Tests.Server;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>Stored things from the command line, against a real server.</summary>
public sealed class VaultCommandTests : IAsyncLifetime
{
    private readonly EvenhandProcess evenhand = new();
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync(
            "2026-01-05",
            change: each => each with { AllowsPrivateTargets = true }
        );
        await cast.OpenAsync("acme", "qcontact", "");
    }

    public async ValueTask DisposeAsync()
    {
        await cast.DisposeAsync();
        evenhand.Dispose();
    }

    [Fact]
    public async Task What_is_put_is_given_back_and_its_bytes_leave_after_it_is_deleted()
    {
        evenhand.Write("call.mp3", "hello");
        Run("acme", "put acme a call.mp3 --class call-recording").Output.ShouldContain("5");
        Run("acme", "get acme a --out back.mp3").Status.ShouldBe(0);
        File.ReadAllText(Path.Combine(evenhand.Folder, "back.mp3")).ShouldBe("hello");
        Run("bob", "list acme --state here").Output.ShouldContain("call-recording");
        Files().Length.ShouldBe(1);
        Run("acme", "delete acme a").Output.ShouldContain("deleted a of acme");
        Run("bob", "waits").Output.ShouldContain("delay");
        Run("bob", "release acme --reason so").Status.ShouldBe(1);
        await cast.UntilAsync("2026-01-06T01:00:00Z");
        Files().ShouldBeEmpty();
    }

    [Fact]
    public void A_check_fails_until_what_is_amiss_is_mended()
    {
        var orphan = Path.Combine(cast.Server.Data, "vault", "hot", "000", new string('0', 32));
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        File.WriteAllText(orphan, "nobody's");
        var found = Run("bob", "check --older-than 0");
        (found.Status, found.Output.Contains("orphan")).ShouldBe((1, true), found.Output);
        Run("bob", "check --older-than 0 --mend").Output.ShouldContain("deleted");
        Files().ShouldBeEmpty();
        Run("bob", "check --older-than 0").Status.ShouldBe(0);
    }

    [Fact]
    public async Task Targets_are_added_with_what_opens_them_in_files_tried_listed_and_removed()
    {
        var place = SshServer.OfThisRun().NewPlace();
        evenhand.Write("key", place.PrivateKey!);
        const string add = "targets add acme backup --kind sftp";
        var set = $"--set host={place.Host} --set port={place.Port} --set user={place.User} ";
        set += $"--set folder={place.Folder} --set host-key={place.HostKey}";
        Run("acme", "targets kinds acme").Output.ShouldContain("private-key");
        Run("acme", $"{add} {set}").Status.ShouldNotBe(0);
        Run("acme", $"{add} {set} --secret private-key=nowhere").Status.ShouldNotBe(0);
        var added = Run("acme", $"{add} {set} --secret private-key=key");
        (added.Status, added.Output.Contains("backup")).ShouldBe((0, true), added.Output);
        var tried = Run("acme", "targets test acme backup");
        (tried.Status, tried.Output.Contains("deleted again")).ShouldBe((0, true), tried.Output);
        evenhand.Write("call.mp3", "hello");
        Run("acme", "put acme a-call call.mp3 --class call-recording").Status.ShouldBe(0);
        await cast.Server.Server.Node.LookAfterDueAsync();
        SshServer.Go("cat", $"{place.Folder}/a-call").ShouldBe("hello");
        Run("bob", "targets copies acme --state done").Output.ShouldContain("a-call");
        Run("bob", "targets list acme").Output.ShouldContain("sftp");
        Run("acme", "targets remove acme backup").Status.ShouldBe(0);
        Run("acme", "targets list acme --json").Output.ShouldNotContain("backup");
    }

    [Fact]
    public void Holds_are_placed_listed_and_let_go_by_either_side()
    {
        evenhand.Write("call.mp3", "hello");
        Run("acme", "put acme a call.mp3 --class call-recording").Status.ShouldBe(0);
        Run("bob", "hold acme --object a --hold h1 --reason so")
            .Output.ShouldContain("hold.placed h1 of acme");
        Run("acme", "hold acme --hold h2 --reason so").Status.ShouldBe(0);
        var delete = Run("acme", "delete acme a");
        (delete.Status, delete.Errors.Contains("kept")).ShouldBe((1, true), delete.Errors);
        var listed = Run("acme", "holds acme --json").OutputLines;
        listed.Length.ShouldBe(2);
        Run("acme", "holds acme").Output.ShouldContain("customer");
        Run("acme", "unhold acme h1 --reason so").Errors.ShouldContain("the vendor's");
        Run("bob", "unhold acme h1 --reason so").Status.ShouldBe(0);
        Run("acme", "unhold acme h2 --reason so").Status.ShouldBe(0);
        Run("acme", "delete acme a").Status.ShouldBe(0);
        Run("bob", "lift acme a --reason so").Errors.ShouldContain("unknown");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_file_and_what_was_there()
    {
        evenhand.Write("call.mp3", "hello");
        Run("acme", "put acme a call.mp3 --class call-recording").Status.ShouldBe(0);
        Run("bob", "get acme a --out call.mp3").Status.ShouldBe(2);
        File.ReadAllText(Path.Combine(evenhand.Folder, "call.mp3")).ShouldBe("hello");
        (
            await cast.Server.PostAsync(
                "/v1/accounts/acme/export?export=e1",
                "",
                key: cast.KeyOf("bob")
            )
        ).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await cast.UntilAsync("2026-01-05T01:00:00Z");
        await cast.UntilAsync("2026-01-05T02:00:00Z");
        Run("bob", "export acme --to parts --export e1").Status.ShouldBe(2);
        Directory.GetFiles(Path.Combine(evenhand.Folder, "parts")).ShouldBeEmpty();
        Run("acme", "export acme --to parts --export e1").Status.ShouldBe(0);
        Directory.GetFiles(Path.Combine(evenhand.Folder, "parts"), "*.zip").Length.ShouldBe(1);
        Directory.GetFiles(evenhand.Folder, "*.partial").ShouldBeEmpty();
    }

    private Ran Run(string who, string verb) =>
        evenhand.Run($"vault {verb} --server {cast.Server.Address} --key {cast.KeyOf(who)}");

    private string[] Files() =>
        Directory.GetFiles(
            Path.Combine(cast.Server.Data, "vault", "hot"),
            "*",
            SearchOption.AllDirectories
        );
}
