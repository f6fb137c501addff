using Evenhand.Sampling;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class DiceTests
{
    [Fact]
    public void The_sequence_is_that_of_the_published_generator()
    {
        // Reckoned independently from the reference code: SplitMix64 from 0 fills the state.
        var dice = new Dice(0);
        ulong[] expected =
        [
            11091344671253066420UL,
            13793997310169335082UL,
            1900383378846508768UL,
            7684712102626143532UL,
        ];
        expected.Select(_ => dice.Next()).ShouldBe(expected);
    }

    [Fact]
    public void Poisson_numbers_have_their_mean_below_and_above_the_switch()
    {
        foreach (var expected in new[] { 0.3, 7, 29.5, 30, 400 })
        {
            var dice = new Dice(42);
            var mean = Enumerable.Range(0, 20_000).Average(_ => dice.Poisson(expected));
            mean.ShouldBe(expected, tolerance: 5 * Math.Sqrt(expected / 20_000));
        }
    }

    [Fact]
    public void Nothing_expected_is_nothing_drawn() => new Dice(1).Poisson(0).ShouldBe(0);

    [Fact]
    public void The_portable_logarithm_agrees_with_the_platforms()
    {
        for (var value = 1e-300; value < 1e300; value *= 1.37)
            PortableMath
                .Log(value)
                .ShouldBe(Math.Log(value), tolerance: Math.Abs(Math.Log(value)) * 4e-16 + 1e-16);
    }

    [Fact]
    public void The_portable_exponential_agrees_with_the_platforms()
    {
        for (var power = -690.0; power < 690; power += 0.731)
            (PortableMath.Exp(power) / Math.Exp(power)).ShouldBe(
                1,
                tolerance: 1e-15 * Math.Max(4, Math.Abs(power))
            );
    }
}
