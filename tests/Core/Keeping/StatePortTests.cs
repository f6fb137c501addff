using System.Numerics;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Keeping;

public class StatePortTests
{
    public static TheoryData<long> Longs =>
        [0, 1, -1, 63, 64, -64, -65, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    [Theory]
    [MemberData(nameof(Longs))]
    public void A_whole_number_comes_back(long number)
    {
        Back(number, (port, value) => port.Exchange(value)).ShouldBe(number);
        Back((Int128)number, (port, value) => port.Exchange(value)).ShouldBe(number);
    }

    [Fact]
    public void A_number_of_128_bits_comes_back()
    {
        foreach (var number in new[] { Int128.MaxValue, Int128.MinValue, (Int128)1 << 64 })
            Back(number, (port, value) => port.Exchange(value)).ShouldBe(number);
    }

    [Fact]
    public void A_small_number_takes_one_byte()
    {
        var writer = new StateWriter();
        writer.Exchange(-64L);
        writer.Written.Length.ShouldBe(1);
    }

    [Fact]
    public void A_decimal_comes_back_with_its_digits()
    {
        decimal[] numbers = [0, 1.10m, -0.0m, decimal.MaxValue, decimal.MinValue, 1e-28m];
        foreach (var number in numbers)
            decimal.GetBits(Back(number, (port, value) => port.Exchange(value)))
                .ShouldBe(decimal.GetBits(number));
    }

    [Fact]
    public void Every_fraction_comes_back() =>
        Laws.Hold(
            200,
            Gen.Choose(int.MinValue, int.MaxValue).Two(),
            parts =>
            {
                var fraction = new Rational(
                    BigInteger.Pow(parts.Item1, 7),
                    BigInteger.Pow(parts.Item2, 5) * 2 + 1
                );
                Back(fraction, (port, value) => port.Exchange(value)).ShouldBe(fraction);
            }
        );

    [Fact]
    public void A_text_comes_back_and_no_text_too()
    {
        Back("café 📞", (port, value) => port.Exchange(value)).ShouldBe("café 📞");
        Back<string?>("", (port, value) => port.Optional(value)).ShouldBe("");
        Back<string?>(null, (port, value) => port.Optional(value)).ShouldBeNull();
    }

    [Fact]
    public void An_instant_comes_back_from_any_other()
    {
        foreach (var origin in new[] { 0, long.MaxValue, long.MinValue })
        foreach (var time in new[] { 1, long.MaxValue, long.MinValue })
            Back(time, (port, value) => port.After(origin, value)).ShouldBe(time);
    }

    [Fact]
    public void What_two_refer_to_comes_back_as_one()
    {
        object[] same = [new(), new()];
        object[] given = [same[0], same[1], same[0]];
        var writer = new StateWriter();
        writer.Each(given, OfObject);
        object[] back = new object[3];
        new StateReader(writer.Written.ToArray()).Each(back, OfObject);
        back[2].ShouldBeSameAs(back[0]);
        back[1].ShouldNotBeSameAs(back[0]);
        static object OfObject(StatePort port, object? value) =>
            port.Reference(value, (_, value) => value ?? new object());
    }

    [Fact]
    public void What_has_no_order_goes_out_sorted()
    {
        Bytes(new HashSet<long> { 3, 1, 2 }).ShouldBe(Bytes(new HashSet<long> { 2, 3, 1 }));
        static byte[] Bytes(HashSet<long> set)
        {
            var writer = new StateWriter();
            writer.Set(set, StatePort.Long);
            return writer.Written.ToArray();
        }
    }

    private static T Back<T>(T value, Exchanging<T> exchange)
    {
        var writer = new StateWriter();
        exchange(writer, value).ShouldBe(value);
        var reader = new StateReader(writer.Written.ToArray());
        var back = exchange(reader, default);
        reader.End();
        return back;
    }
}
