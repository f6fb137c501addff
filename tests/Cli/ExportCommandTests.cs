using System.IO.Compression;
using System.Security.Cryptography;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>An export from the command line, against a real server: what broke off goes on from the byte it had come to.</summary>
public sealed class ExportCommandTests : IAsyncLifetime
{
    private readonly EvenhandProcess evenhand = new();
    private readonly byte[] recording = RandomNumberGenerator.GetBytes(300_000);
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme", "qcontact", "");
        evenhand.Write("call.mp3", recording);
        Run("acme", "put acme a call.mp3 --class call-recording --type audio/mpeg")
            .Status.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await cast.DisposeAsync();
        evenhand.Dispose();
    }

    [Fact]
    public void What_broke_off_goes_on_and_comes_to_the_same_bytes()
    {
        var ran = Run("acme", "export acme --to out");
        ran.Status.ShouldBe(0, ran.Errors);
        ran.Output.ShouldContain("1 part with 1 thing");
        var whole = File.ReadAllBytes(Part("out"));
        using (var archive = ZipFile.OpenRead(Part("out")))
        {
            archive.Entries[0].Name.ShouldEndWith("-a.mp3");
            archive.Entries[0].Length.ShouldBe(recording.Length);
        }
        File.ReadAllText(Path.Combine(evenhand.Folder, "out", "export.json"))
            .ShouldContain(Convert.ToHexStringLower(SHA256.HashData(whole)));
        // As a process leaves it that is killed on its way.
        foreach (var had in new[] { 1, 99_999, whole.Length - 1, whole.Length })
        {
            var folder = Path.Combine(evenhand.Folder, $"out-{had}");
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Part($"out-{had}") + ".partial", whole[..had]);
            Run("acme", $"export acme --to out-{had}").Status.ShouldBe(0);
            File.ReadAllBytes(Part($"out-{had}")).ShouldBe(whole);
            Directory.GetFiles(folder).Length.ShouldBe(2);
        }
    }

    [Fact]
    public void What_came_otherwise_is_told_and_begun_anew()
    {
        Run("acme", "export acme --to out").Status.ShouldBe(0);
        var whole = File.ReadAllBytes(Part("out"));
        File.Delete(Part("out"));
        File.WriteAllBytes(Part("out") + ".partial", new byte[1_000]);
        var ran = Run("acme", "export acme --to out");
        (ran.Status, ran.Errors.Contains("run it again", StringComparison.Ordinal)).ShouldBe(
            (1, true)
        );
        Run("acme", "export acme --to out").Status.ShouldBe(0);
        File.ReadAllBytes(Part("out")).ShouldBe(whole);
    }

    private string Part(string folder) => Path.Combine(evenhand.Folder, folder, "export-0001.zip");

    private Ran Run(string who, string verb) =>
        evenhand.Run($"vault {verb} --server {cast.Server.Address} --key {cast.KeyOf(who)}");
}
