using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Runtime.Replaying;

/// <summary>Tries a law on random streams; prints the seeds, and takes one again from EVENHAND_SEED.</summary>
internal static class Laws
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("EVENHAND_SEED");

    /// <summary>Holds a law against streams of random seeds. The law throws where it is broken.</summary>
    public static void Hold(int streams, Action<RandomStream> law)
    {
        var seeds = Given is null ? Gen.Choose(0, int.MaxValue) : Gen.Constant(int.Parse(Given));
        var tried = new List<int>();
        var property = Prop.ForAll(
            Arb.From(seeds),
            seed =>
            {
                tried.Add(seed);
                law(new RandomStream(seed));
            }
        );
        try
        {
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(streams), property);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"EVENHAND_SEED: {string.Join(", ", tried)}"
            );
        }
        tried.ShouldNotBeEmpty();
    }
}
