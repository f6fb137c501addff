using System.Security.Cryptography;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>Copies over SFTP, on a real OpenSSH server.</summary>
public sealed class SftpTargetTests
{
    private static readonly TargetName Name = TargetName.Of("call-0001.mp3");

    private readonly SftpPlace place = SshServer.OfThisRun().NewPlace();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_001)]
    public async Task A_copy_is_the_same_and_stands_alone(int count)
    {
        var bytes = RandomNumberGenerator.GetBytes(count);
        await PutAsync(bytes);
        List().ShouldBe([$"{Name}"]);
        HashOf($"{Name}").ShouldBe(Measured(bytes).Sha256);
    }

    [Fact]
    public async Task A_copy_that_is_there_is_made_no_second_time_and_another_stays()
    {
        await PutAsync([1, 2, 3]);
        await new SftpTarget(place).PutAsync(Name, Stream.Null, Measured([1, 2, 3]), Ends);
        (await FaultAsync(() => PutAsync([4]))).ShouldBe(TargetFault.Taken);
        HashOf($"{Name}").ShouldBe(Measured([1, 2, 3]).Sha256);
    }

    [Fact]
    public async Task What_a_crash_left_is_written_over()
    {
        SshServer.Go(
            "sh",
            "-c",
            "printf half-of-it-and-much-more > \"$0\"",
            $"{place.Folder}/{Name}.evenhand-part"
        );
        await PutAsync([1, 2, 3]);
        List().ShouldBe([$"{Name}"]);
        HashOf($"{Name}").ShouldBe(Measured([1, 2, 3]).Sha256);
    }

    [Fact]
    public async Task What_is_read_back_otherwise_gets_no_name()
    {
        (
            await FaultAsync(() =>
                new SftpTarget(place).PutAsync(
                    Name,
                    new MemoryStream([1, 2, 4]),
                    Measured([1, 2, 3]),
                    Ends
                )
            )
        ).ShouldBe(TargetFault.Altered);
        List().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_source_fails_with_is_not_the_targets_and_leaves_no_name()
    {
        await Should.ThrowAsync<IOException>(() =>
            new SftpTarget(place).PutAsync(
                Name,
                new BreakingStream(100_000),
                Measured(new byte[200_000]),
                Ends
            )
        );
        List().ShouldNotContain($"{Name}");
        await PutAsync([1]);
        List().ShouldBe([$"{Name}"]);
    }

    [Fact]
    public async Task A_trial_leaves_nothing()
    {
        await new SftpTarget(place).TryAsync(Ends);
        List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trial_says_what_is_wrong()
    {
        var host = place.HostKey;
        await Says(place with { HostKey = "" }, TargetFault.Stranger, $"shows the key {host}; say");
        await Says(
            place with
            {
                HostKey = "SHA256:other",
            },
            TargetFault.Stranger,
            $"shows the key {host}, and not SHA256:other"
        );
        await Says(place with { PrivateKey = null }, TargetFault.Refused, "neither");
        await Says(place with { PrivateKey = "no key" }, TargetFault.Refused, "cannot be read");
        await Says(
            place with
            {
                PrivateKey = null,
                Password = "it is wrong",
            },
            TargetFault.Refused,
            "none of the credentials"
        );
        await Says(place with { User = "root-of-all" }, TargetFault.Refused, "root-of-all");
        await Says(place with { Folder = "/" }, TargetFault.Forbidden, "may not write to folder /");
        await Says(
            place with
            {
                Folder = "/not/there",
            },
            TargetFault.Forbidden,
            "no folder /not/there"
        );
        await Says(place with { Port = 1 }, TargetFault.Away, "127.0.0.1:1 cannot be reached");
    }

    private static async Task Says(SftpPlace place, TargetFault kind, string what)
    {
        var wrong = await Should.ThrowAsync<TargetException>(() =>
            new SftpTarget(place).TryAsync(Ends)
        );
        wrong.Kind.ShouldBe(kind, wrong.ToString());
        wrong.Message.ShouldContain(what);
        wrong.ToString().ShouldNotContain("it is wrong");
    }

    private static async Task<TargetFault> FaultAsync(Func<Task> act) =>
        (await Should.ThrowAsync<TargetException>(act)).Kind;

    private Task PutAsync(byte[] bytes) =>
        new SftpTarget(place).PutAsync(Name, new MemoryStream(bytes), Measured(bytes), Ends);

    private string[] List() =>
        SshServer.Go("ls", "-A", place.Folder).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string HashOf(string name) =>
        SshServer.Go("sha256sum", $"{place.Folder}/{name}").Split(' ')[0];

    private static Measured Measured(byte[] bytes) =>
        new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
