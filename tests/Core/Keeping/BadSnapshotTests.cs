using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>Bytes that are no snapshot are told from one, and cost little.</summary>
public class BadSnapshotTests
{
    private static readonly ImmutableArray<PolicyVersion> Versions = Published.Shelf.Versions(
        "qcontact"
    );

    [Fact]
    public void Spoilt_bytes_are_bad_or_mean_something_but_never_fail_otherwise() =>
        Laws.Hold(
            5,
            stream =>
            {
                foreach (var account in AccountStream.Of(stream.Lines))
                {
                    var good = account.Fold(new HashSet<int>()).Bytes();
                    var refused = Enumerable
                        .Range(0, 100)
                        .Count(_ => IsRefused(Spoilt(good, stream.Random)));
                    refused.ShouldBeGreaterThan(0);
                }
            }
        );

    [Fact]
    public void Bytes_that_end_too_early_are_bad()
    {
        var account = AccountStream.Of(new RandomStream(5).Lines)[0];
        var good = account.Fold(new HashSet<int>()).Bytes();
        for (var length = 0; length < good.Length; length += 1 + length / 20)
            IsRefused(good[..length]).ShouldBeTrue();
        IsRefused([.. good, 0]).ShouldBeTrue();
    }

    [Fact]
    public void A_length_beyond_the_bytes_allocates_nothing()
    {
        var writer = new StateWriter();
        writer.Count(int.MaxValue);
        var bytes = writer.Written.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<BadSnapshotException>(() => new StateReader(bytes).Exchange(""));
        Should.Throw<BadSnapshotException>(() =>
            new StateReader(bytes).List(new List<long>(), StatePort.Long)
        );
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void A_number_of_too_many_bits_is_bad()
    {
        byte[] endless = [.. Enumerable.Repeat((byte)0xff, 40)];
        Should.Throw<BadSnapshotException>(() => new StateReader(endless).Exchange(0L));
        Should.Throw<BadSnapshotException>(() => new StateReader(endless).Exchange(Int128.Zero));
        Should.Throw<BadSnapshotException>(() => new StateReader(endless).Exchange(0));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, -2)]
    [InlineData(2, 4)]
    public void A_fraction_that_is_none_is_bad(int numerator, int denominator)
    {
        byte[] bytes = [1, (byte)numerator, 1, unchecked((byte)denominator)];
        Should.Throw<BadSnapshotException>(() => new StateReader(bytes).Exchange(Rational.Zero));
    }

    [Fact]
    public void A_seal_gives_back_what_it_closed()
    {
        var reader = SnapshotEnvelope.Open(5, SnapshotEnvelope.Close(5, [8, 9]));
        (reader.Exchange(0L), reader.Exchange(0L)).ShouldBe((4, -5));
        reader.End();
    }

    [Fact]
    public void A_seal_tells_damage_and_another_key()
    {
        var closed = SnapshotEnvelope.Close(5, [1, 2, 3]);
        Should.Throw<BadSnapshotException>(() => SnapshotEnvelope.Open(6, closed));
        for (var i = 0; i < closed.Length; i++)
        {
            byte[] damaged = [.. closed];
            damaged[i] ^= 16;
            Should.Throw<BadSnapshotException>(() => SnapshotEnvelope.Open(5, damaged));
            Should.Throw<BadSnapshotException>(() =>
                SnapshotEnvelope.Open(5, closed.AsMemory(0, i))
            );
        }
    }

    [Fact]
    public void A_key_is_that_of_the_versions_and_the_catalogue()
    {
        var key = Snapshot.Key(Versions);
        Snapshot.Key(Versions).ShouldBe(key);
        Snapshot.Key(Published.Shelf.Versions("numonix")).ShouldNotBe(key);
        Snapshot.Key([Versions[0] with { Hash = "another" }]).ShouldNotBe(key);
        Snapshot.Key([Versions[0], Versions[0]]).ShouldNotBe(key);
        var amended = Published.Amended("qcontact", "2026.1", "2026-02-10");
        Snapshot.Key(amended.Versions("qcontact")).ShouldNotBe(key);
        Snapshot.Key(amended.Versions("qcontact")[..1]).ShouldBe(key);
    }

    private static byte[] Spoilt(byte[] good, Random random)
    {
        byte[] spoilt = [.. good];
        for (var i = random.Next(4); i >= 0; i--)
            spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
        return spoilt;
    }

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            Folded.From(bytes, Published.Shelf);
            return false;
        }
        catch (BadSnapshotException)
        {
            return true;
        }
    }
}
