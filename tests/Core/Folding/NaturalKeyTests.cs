using Evenhand.Core.Effects;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Folding;

/// <summary>Cases and summaries are known by what they are about, and not by how many there were before.</summary>
public sealed class NaturalKeyTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void No_two_of_an_account_have_one_id_and_none_was_counted(int seed)
    {
        var effects = Replays
            .Of(new RandomStream(seed, perAccount: 300).Lines, RandomStream.End)
            .Effects;
        var cases = effects.OfType<Evenhand.Core.Effects.Case>().ToArray();
        var summaries = effects.OfType<Notice>().Where(notice => notice.IsSummary).ToArray();
        (cases.Length > 0 && summaries.Length > 0).ShouldBeTrue();

        cases.ShouldAllBe(each => each.Said.Level == 1);
        cases.Select(each => each.Said.Id(each.Account)).ShouldBeUnique();
        summaries.Select(each => each.Said.Id(each.Account)).ShouldBeUnique();
        foreach (var cycle in summaries.GroupBy(each => (each.Account, each.Said.Key)))
            cycle.Select(each => (int)each.Said.Level).ShouldBe(Enumerable.Range(1, cycle.Count()));
    }
}
