using Evenhand.Stores;
using Evenhand.Stores.Buckets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Buckets;

/// <summary>Bytes at a provider's: read on where the connection broke, and not for ever.</summary>
public sealed class FarStreamTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100).Select(n => (byte)n)];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_breaks_off_is_opened_anew_from_where_it_was()
    {
        var opened = new List<long>();
        await using var far = new FarStream(100, Open);
        var read = new MemoryStream();
        await far.CopyToAsync(read, Ends);
        read.ToArray().ShouldBe(Bytes);
        opened.ShouldBe([0, 30, 60, 90]);

        Task<Stream?> Open(long from, CancellationToken cancel)
        {
            opened.Add(from);
            return Task.FromResult<Stream?>(
                new BreakingStream(Bytes[(int)from..(int)Math.Min(100, from + 30)])
            );
        }
    }

    [Fact]
    public async Task What_ends_too_early_each_time_is_told()
    {
        await using var far = new FarStream(
            100,
            (_, _) => Task.FromResult<Stream?>(new MemoryStream())
        );
        await Should.ThrowAsync<StoreException>(() =>
            far.ReadExactlyAsync(new byte[1], Ends).AsTask()
        );
    }

    [Fact]
    public async Task What_is_gone_meanwhile_is_told()
    {
        await using var far = new FarStream(100, (_, _) => Task.FromResult<Stream?>(null));
        (await far.BeginAsync(Ends)).ShouldBeFalse();
        await Should.ThrowAsync<StoreException>(() =>
            far.ReadExactlyAsync(new byte[1], Ends).AsTask()
        );
    }
}
