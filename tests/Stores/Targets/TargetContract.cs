using System.Security.Cryptography;
using Evenhand.Network;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>What every target must do. A target's tests inherit it, say how it is opened, and look into it from behind.</summary>
public abstract class TargetContract
{
    private protected static readonly TargetName Name = TargetName.Of("call-0001.mp3");

    /// <summary>The way to servers on this machine.</summary>
    private protected static readonly Outward Anywhere = new(allowsPrivate: true);

    protected static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Opens the target under test, on the same place each time.</summary>
    private protected abstract ITarget OpenTarget();

    /// <summary>The names of all that lies there now, of whatever is not finished too.</summary>
    private protected abstract Task<string[]> ListAsync();

    /// <summary>The bytes under a name, as the server itself has them.</summary>
    private protected abstract Task<byte[]> ReadAsync(string name);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_001)]
    public async Task A_copy_is_the_same_and_stands_alone(int count)
    {
        var bytes = RandomNumberGenerator.GetBytes(count);
        await PutAsync(bytes);
        (await ListAsync()).ShouldBe([$"{Name}"]);
        (await ReadAsync($"{Name}")).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_copy_that_is_there_is_made_no_second_time_and_another_stays()
    {
        await PutAsync([1, 2, 3]);
        using var target = OpenTarget();
        await target.PutAsync(Name, Stream.Null, MeasuredOf([1, 2, 3]), Ends);
        (await FaultAsync(() => PutAsync([4]))).ShouldBe(TargetFault.Taken);
        (await FaultAsync(() => PutAsync([4, 5, 6]))).ShouldBe(TargetFault.Taken);
        (await ReadAsync($"{Name}")).ShouldBe([1, 2, 3]);
        (await ListAsync()).ShouldBe([$"{Name}"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(6_000_000)]
    public async Task What_comes_otherwise_than_it_was_said_gets_no_name(int count)
    {
        (
            await FaultAsync(async () =>
            {
                using var target = OpenTarget();
                await target.PutAsync(
                    Name,
                    new MemoryStream(new byte[count]),
                    MeasuredOf([1, 2, 3]),
                    Ends
                );
            })
        ).ShouldBe(TargetFault.Altered);
        (await ListAsync()).ShouldNotContain($"{Name}");
        await PutAsync([1, 2, 3]);
        (await ListAsync()).ShouldBe([$"{Name}"]);
    }

    [Fact]
    public async Task What_the_source_fails_with_is_not_the_targets_and_leaves_no_name()
    {
        using var target = OpenTarget();
        (
            await Should.ThrowAsync<IOException>(() =>
                target.PutAsync(
                    Name,
                    new BreakingStream(100_000),
                    MeasuredOf(new byte[200_000]),
                    Ends
                )
            )
        ).Message.ShouldBe("the connection broke");
        (await ListAsync()).ShouldNotContain($"{Name}");
        await PutAsync([1]);
        (await ListAsync()).ShouldContain($"{Name}");
        (await ReadAsync($"{Name}")).ShouldBe([1]);
    }

    [Fact]
    public async Task What_is_ended_leaves_no_name()
    {
        using var target = OpenTarget();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        var source = new EndingStream(new byte[10_000_000], end);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            target.PutAsync(Name, source, MeasuredOf(new byte[10_000_000]), end.Token)
        );
        (await ListAsync()).ShouldNotContain($"{Name}");
    }

    [Fact]
    public async Task However_large_it_is_it_goes_by_pieces()
    {
        var bytes = RandomNumberGenerator.GetBytes(24 << 20);
        var source = new PiecesStream(bytes);
        using var target = OpenTarget();
        await target.PutAsync(Name, source, MeasuredOf(bytes), Ends);
        source.Largest.ShouldBeLessThanOrEqualTo(10 << 20);
        MeasuredOf(await ReadAsync($"{Name}")).ShouldBe(MeasuredOf(bytes));
    }

    [Fact]
    public async Task Whatever_a_thing_is_called_its_copy_lies_in_the_place_and_nowhere_else()
    {
        string[] things = ["../../etc/passwd", "a/b", "Ärger & Söhne?.mp3", "con", "r1#x%2F"];
        using var target = OpenTarget();
        foreach (var thing in things)
            await target.PutAsync(
                TargetName.Of(thing),
                new MemoryStream([7]),
                MeasuredOf([7]),
                Ends
            );
        (await ListAsync())
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                things.Select(thing => $"{TargetName.Of(thing)}").Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public async Task A_trial_leaves_nothing_and_may_be_made_again()
    {
        using var target = OpenTarget();
        await target.TryAsync(Ends);
        await target.TryAsync(Ends);
        (await ListAsync()).ShouldBeEmpty();
    }

    private protected async Task PutAsync(byte[] bytes)
    {
        using var target = OpenTarget();
        await target.PutAsync(Name, new MemoryStream(bytes), MeasuredOf(bytes), Ends);
    }

    private protected static async Task<TargetFault> FaultAsync(Func<Task> act) =>
        (await Should.ThrowAsync<TargetException>(act)).Kind;

    /// <summary>Holds that a trial says what is wrong, and no secret with it.</summary>
    private protected static async Task SaysAsync(
        ITarget opened,
        TargetFault kind,
        string what,
        params string[] secrets
    )
    {
        using var target = opened;
        var wrong = await Should.ThrowAsync<TargetException>(() => target.TryAsync(Ends));
        wrong.Kind.ShouldBe(kind, wrong.ToString());
        wrong.Message.ShouldContain(what);
        foreach (var secret in secrets)
            wrong.ToString().ShouldNotContain(secret);
    }

    private protected static Measured MeasuredOf(byte[] bytes) =>
        new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Bytes, and the most that was asked for at once: whoever reads has room for so much.</summary>
    private sealed class PiecesStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int Largest { get; private set; }

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            Largest = Math.Max(Largest, buffer.Length);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>Bytes amid which whoever reads them is told to end.</summary>
    private sealed class EndingStream(byte[] bytes, CancellationTokenSource end)
        : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (Position > Length / 2)
                await end.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
