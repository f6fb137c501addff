using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>Tries laws on random values; prints how to try the same again, and takes a stream's seed from EVENHAND_SEED.</summary>
internal static class Laws
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("EVENHAND_SEED");

    /// <summary>Whether a seed is given, so that all streams are the same one.</summary>
    public static bool IsOfOneStream => Given is not null;

    /// <summary>Holds a law against streams of random seeds. The law throws where it is broken.</summary>
    public static void Hold(int streams, Action<RandomStream> law)
    {
        var seeds = Given is null ? Gen.Choose(0, int.MaxValue) : Gen.Constant(int.Parse(Given));
        var tried = new List<int>();
        try
        {
            Hold(
                streams,
                seeds,
                seed =>
                {
                    tried.Add(seed);
                    law(new RandomStream(seed));
                }
            );
        }
        finally
        {
            Print($"EVENHAND_SEED was one of {string.Join(", ", tried)}");
        }
        tried.ShouldNotBeEmpty();
    }

    /// <summary>Holds a law against random values.</summary>
    public static void Hold<T>(int values, Gen<T> random, Action<T> law)
    {
        var (seed, gamma) = (
            (ulong)Random.Shared.NextInt64(),
            (ulong)Random.Shared.NextInt64() | 1
        );
        Print($"FsCheck began with ({seed},{gamma})");
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(values).WithReplay(seed, gamma),
            Prop.ForAll(Arb.From(random), law)
        );
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
