using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>A snapshot changes cost, never meaning.</summary>
public class SnapshotTests
{
    [Theory]
    [MemberData(nameof(AcceptanceCasesTests.Names), MemberType = typeof(AcceptanceCasesTests))]
    public void A_case_cut_anywhere_comes_to_the_same(string name)
    {
        var accounts = AccountStream.OfCase(name);
        accounts.ShouldNotBeEmpty();
        Laws.Hold(
            3,
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                foreach (var account in accounts)
                    CutAnywhere(account, new Random(seed), cuts: 3);
            }
        );
    }

    [Fact]
    public void A_random_stream_cut_anywhere_comes_to_the_same() =>
        Laws.Hold(
            10,
            stream =>
            {
                foreach (var account in AccountStream.Of(stream.Lines))
                    CutAnywhere(account, stream.Random, cuts: 8);
            }
        );

    [Fact]
    public void A_policy_of_two_versions_cut_anywhere_comes_to_the_same() =>
        Laws.Hold(
            5,
            stream =>
            {
                foreach (var account in AccountStream.Of(stream.Lines, AccountStream.Amended))
                    CutAnywhere(account, stream.Random, cuts: 8);
            }
        );

    private static void CutAnywhere(AccountStream account, Random random, int cuts)
    {
        HashSet<int> places =
        [
            .. Enumerable.Range(0, cuts).Select(_ => random.Next(account.Count)),
        ];
        account.Fold(places, Same).Told().ShouldBe(account.Fold(new HashSet<int>()).Told());
    }

    private static void Same(Folded before, Folded after)
    {
        Structure.Of(before, after).Differences.ShouldBeEmpty();
        after.Bytes().ShouldBe(before.Bytes());
    }
}
