using System.Buffers;
using System.Text;
using Evenhand.Replay;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

public sealed class LineBlocksTests
{
    private const int MaxLine = 11;

    [Fact]
    public void Blocks_hold_the_lines_that_a_naive_splitter_finds()
    {
        var pieces = Gen.OneOf(
            Gen.Constant("\n"),
            Gen.Constant("\r\n"),
            Gen.Choose(0, 40).Select(length => new string('x', length)),
            Gen.Choose(MaxLine - 2, MaxLine + 2).Select(length => new string('y', length) + "\n")
        );
        var texts = pieces.ListOf().Select(list => string.Concat(list));
        var sizes = Gen.Choose(MaxLine + 2, 40);
        var reads = Gen.Choose(1, 50);

        Prop.ForAll(
                Gen.Zip(texts, Gen.Zip(sizes, reads)).ToArbitrary(),
                sample =>
                {
                    var (text, (blockSize, mostRead)) = sample;
                    Split(text, blockSize, mostRead).ShouldBe(Naively(text));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "1:")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a\r 2:b\r")]
    [InlineData("a\n\nb\n", "1:a 2: 3:b")]
    [InlineData("\uFEFFa\nb\n", "1:a 2:b")]
    [InlineData("\uFEFF", "")]
    [InlineData("12345678901\nb\n", "1:12345678901 2:b")]
    [InlineData("123456789012\nb\n", "1:too long 2:b")]
    [InlineData("a\n1234567890123456789012345678901234567890\nb\n", "1:a 2:too long 3:b")]
    [InlineData("1234567890123456789012345678901234567890", "1:too long")]
    [InlineData("a\n12345678901234567890123456789012345678901234567890\n", "1:a 2:too long")]
    public void Lines_keep_their_numbers_around_those_that_are_passed_over(
        string text,
        string lines
    ) => string.Join(' ', Split(text, 13, 100)).ShouldBe(lines);

    [Fact]
    public void A_gigabyte_without_a_line_feed_is_passed_over_in_few_buffers()
    {
        const long Gigabyte = 1L << 30;
        var tooLong = new List<int>();
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var endless = new Endless(Gigabyte);
        new LineBlocks(endless, 0, tooLong.Add).Read().ShouldBeEmpty();

        tooLong.ShouldBe([1]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32L << 20);
    }

    private static List<string> Naively(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return [.. lines.Select((line, i) => Shown(i + 1, line))];
    }

    private static List<string> Split(string text, int blockSize, int mostRead)
    {
        var found = new SortedDictionary<int, string>();
        using var input = new Trickle(Encoding.UTF8.GetBytes(text), mostRead);
        var blocks = new LineBlocks(
            input,
            0,
            line => found.Add(line, Shown(line, new string('z', MaxLine + 1))),
            MaxLine,
            blockSize
        );
        foreach (var block in blocks.Read())
        {
            var number = block.Line;
            var lines = Encoding.UTF8.GetString(block.Buffer, block.Start, block.Length);
            foreach (var line in lines.TrimOneLineFeed().Split('\n'))
                found.Add(number, Shown(number++, line));
            ArrayPool<byte>.Shared.Return(block.Buffer);
        }
        return [.. found.Values];
    }

    private static string Shown(int number, string line) =>
        $"{number}:{(line.Length > MaxLine ? "too long" : line)}";

    /// <summary>Gives at most so many bytes at a time, as a pipe does.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }

    /// <summary>So many bytes of anything but a line feed.</summary>
    private sealed class Endless(long left) : MemoryStream
    {
        private long left = left;

        public override int Read(Span<byte> buffer)
        {
            var length = (int)Math.Min(buffer.Length, left);
            buffer[..length].Fill((byte)'x');
            left -= length;
            return length;
        }
    }
}

internal static class LineFeed
{
    /// <summary>The text without the line feed at its end, if there is one.</summary>
    public static string TrimOneLineFeed(this string text) =>
        text.EndsWith('\n') ? text[..^1] : text;
}
