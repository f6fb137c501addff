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
    public async Task What_a_crash_left_hinders_no_other_try_and_is_cleared()
    {
        const string Left = "evenhand-a1.part";
        SshServer.Go("sh", "-c", "printf half-of-it > \"$0\"", $"{place.Folder}/{Left}");
        await PutAsync([1, 2, 3]);
        (await ListAsync()).ShouldBe([$"{Name}", Left], ignoreOrder: true);
        using var target = OpenTarget();
        await target.ClearAsync("a1", Ends);
        await target.ClearAsync("a1", Ends);
        (await ListAsync()).ShouldBe([$"{Name}"]);
        (await ReadAsync($"{Name}")).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Two_who_make_one_copy_at_once_do_not_meet_before_it_has_its_name()
    {
        byte[] bytes = [1, 2, 3];
        using var target = OpenTarget();
        var inside = new MeetingStream(bytes, () => PutAsync(bytes));
        // What is there by then is the same, and the server says so in no other word than that it refuses.
        (await FaultAsync(() => target.PutAsync(Name, inside, MeasuredOf(bytes), Ends))).ShouldBe(
            TargetFault.Away
        );
        (await ListAsync()).ShouldBe([$"{Name}"]);
        (await ReadAsync($"{Name}")).ShouldBe(bytes);
        await target.PutAsync(Name, Stream.Null, MeasuredOf(bytes), Ends);
    }

    [Fact]
    public async Task What_breaks_off_is_dropped_at_once()
    {
        using var target = OpenTarget();
        await Should.ThrowAsync<IOException>(() =>
            target.PutAsync(Name, new BreakingStream(100_000), MeasuredOf(new byte[200_000]), Ends)
        );
        (await ListAsync()).ShouldBeEmpty();
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

    /// <summary>Bytes while which are read something else happens first.</summary>
    private sealed class MeetingStream(byte[] bytes, Func<Task> first) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (Position == 0)
                await first();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
