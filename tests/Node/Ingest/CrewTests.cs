using Evenhand.Node.Ingest;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Ingest;

public sealed class CrewTests : IDisposable
{
    private readonly Crew crew = new("test");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    public void Every_piece_is_done_once_and_all_are_done_when_it_returns(int pieces)
    {
        for (var round = 0; round < 50; round++)
        {
            var done = new int[pieces];
            crew.Do(pieces, piece => Interlocked.Increment(ref done[piece]));
            done.ShouldAllBe(times => times == 1);
        }
    }

    [Fact]
    public void What_a_piece_fails_with_is_thrown_once_the_others_are_done()
    {
        var done = 0;

        Should
            .Throw<InvalidOperationException>(() =>
                crew.Do(
                    100,
                    piece =>
                    {
                        if (piece == 3)
                            throw new InvalidOperationException("the third");
                        Interlocked.Increment(ref done);
                    }
                )
            )
            .Message.ShouldBe("the third");

        done.ShouldBe(99);
        crew.Do(100, _ => Interlocked.Increment(ref done));
        done.ShouldBe(199);
    }

    public void Dispose() => crew.Dispose();
}
