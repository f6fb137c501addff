using Evenhand.Network;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>Copies over SFTP, on a real OpenSSH server.</summary>
public sealed class SftpTargetTests : TargetContract
{
    private readonly SftpPlace place = SshServer.OfThisRun().NewPlace();

    private protected override ITarget OpenTarget() => Opened(place);

    private protected override Task<string[]> ListAsync() =>
        Task.FromResult(
            SshServer
                .Go("ls", "-A", place.Folder)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );

    private protected override Task<byte[]> ReadAsync(string name) =>
        Task.FromResult(
            Convert.FromBase64String(SshServer.Go("base64", "-w0", $"{place.Folder}/{name}"))
        );

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
        (await ListAsync()).ShouldBe([$"{Name}"]);
        (await ReadAsync($"{Name}")).ShouldBe([1, 2, 3]);
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

    [Fact]
    public async Task A_server_on_a_private_address_is_not_connected_to()
    {
        var strict = new Outward(allowsPrivate: false);
        await SaysAsync(
            new SftpTarget(place with { Host = "localhost" }, strict),
            TargetFault.Private,
            "localhost is at no public address"
        );
    }

    [Fact]
    public async Task A_name_with_several_addresses_is_reached_at_the_one_that_answers()
    {
        using var target = Opened(place with { Host = "localhost" });
        await target.TryAsync(Ends);
    }

    private static SftpTarget Opened(SftpPlace place) => new(place, Anywhere);

    private static Task Says(SftpPlace place, TargetFault kind, string what) =>
        SaysAsync(Opened(place), kind, what, "it is wrong", "BEGIN OPENSSH");
}
