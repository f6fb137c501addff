using Evenhand.Network;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>What every target must do that is spoken to by HTTP without a client of the provider's.</summary>
public abstract class HttpTargetContract : TargetContract, IAsyncDisposable
{
    /// <summary>The double of its provider.</summary>
    private protected abstract TargetDouble Double { get; }

    /// <summary>How requests begin that carry bytes.</summary>
    private protected abstract string Uploads { get; }

    /// <summary>Opens the target on a way, so that it may be silent for so long.</summary>
    private protected abstract ITarget Open(Outward outward, TimeSpan patience);

    public async ValueTask DisposeAsync()
    {
        await Double.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override ITarget OpenTarget() => Open(Anywhere, TimeSpan.FromSeconds(20));

    private protected override Task<string[]> ListAsync() =>
        Task.FromResult(Double.Files.Keys.ToArray());

    private protected override Task<byte[]> ReadAsync(string name) =>
        Task.FromResult(Double.Files[name]);

    [Theory]
    [InlineData(403, TargetFault.Forbidden)]
    [InlineData(507, TargetFault.Full)]
    [InlineData(500, TargetFault.Away)]
    [InlineData(302, TargetFault.Away)]
    public async Task What_is_wrong_is_told_by_what_helps(int status, TargetFault kind)
    {
        Double.Says(Uploads, status, new { error = new { code = "x", message = "because" } });
        await SaysAsync(OpenTarget(), kind, $"{status}: x because", TargetDouble.Word, "token-");
    }

    [Fact]
    public async Task Whoever_wants_to_be_left_alone_for_a_little_is_waited_for()
    {
        Double.Says(Uploads, 429, new { }, "0", times: 2);
        await PutAsync([1, 2, 3]);
        (await ReadAsync($"{Name}")).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Whoever_wants_to_be_left_alone_for_long_says_for_how_long(int status)
    {
        Double.Says(Uploads, status, new { }, "170");
        using var target = OpenTarget();
        var busy = await Should.ThrowAsync<TargetException>(() => target.TryAsync(Ends));
        (busy.Kind, busy.After).ShouldBe((TargetFault.Busy, TimeSpan.FromSeconds(170)));
    }

    [Fact]
    public async Task A_token_that_does_not_hold_any_more_is_asked_for_anew()
    {
        using var target = OpenTarget();
        await target.TryAsync(Ends);
        Double.EndTokens();
        await target.PutAsync(Name, new MemoryStream([1]), MeasuredOf([1]), Ends);
        await target.TryAsync(Ends);
        Double.TokensGiven.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_one_holds_up_nobody()
    {
        Double.KeepsSilent();
        using var target = Open(Anywhere, TimeSpan.FromMilliseconds(200));
        (await FaultAsync(() => target.TryAsync(Ends))).ShouldBe(TargetFault.Away);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_kept_otherwise_has_no_name(bool isMute)
    {
        (Double.Alters, Double.IsMute) = (true, isMute);
        (await FaultAsync(() => PutAsync(new byte[1_000]))).ShouldBe(TargetFault.Altered);
        Double.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_checksum_is_told_it_is_read_back()
    {
        Double.IsMute = true;
        await PutAsync([1, 2, 3]);
        (await ReadAsync($"{Name}")).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_server_on_a_private_address_is_not_connected_to()
    {
        await SaysAsync(
            Open(new Outward(allowsPrivate: false), TimeSpan.FromSeconds(20)),
            TargetFault.Private,
            "127.0.0.1 is at no public address"
        );
        Double.Asked.ShouldBeEmpty();
    }
}
