using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;

namespace Evenhand.Policies.Interpreting;

/// <summary>What would change if words were read otherwise.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Alternative">The other way to read it.</param>
/// <param name="Between">The sums under the alternative less those as chosen, by currency; only those that differ.</param>
/// <param name="Answers">How many asks would be answered otherwise, or under other clauses.</param>
/// <param name="Cases">How many cases would be opened or spared.</param>
public sealed record Stake(
    ChosenReading Reading,
    Alternative Alternative,
    ImmutableSortedDictionary<string, Sums> Between,
    int Answers,
    int Cases
)
{
    /// <summary>How much it is, whichever way, all currencies added as mere numbers: an order, not a sum of money.</summary>
    public decimal Size => Between.Values.Sum(sums => sums.Size);

    /// <summary>Whether it makes no difference on the stream.</summary>
    public bool IsNothing => Size == 0 && Answers + Cases == 0;
}

/// <summary>The money between readings on a stream of events.</summary>
/// <param name="Chosen">What the stream comes to under the policy as it is.</param>
/// <param name="All">What each alternative would change: most money first, then most answers and cases.</param>
public sealed record Stakes(Tally Chosen, ImmutableArray<Stake> All)
{
    /// <summary>Replays a stream once as chosen and once for each alternative.</summary>
    /// <param name="policy">The policy, without problems, resolved against the catalogue of the shelf.</param>
    /// <param name="shelf">The versions of the policy that the stream speaks of; that of <paramref name="policy"/> takes the place of the same one.</param>
    /// <param name="replay">Replays the stream under a shelf.</param>
    /// <param name="progress">Is told how many alternatives are done, and of how many.</param>
    public static Stakes Of(
        CheckedPolicy policy,
        PolicyShelf shelf,
        Func<PolicyShelf, IEnumerable<Effect>> replay,
        Action<int, int>? progress = null
    )
    {
        var chosen = Tally.Of(replay(Shelf(shelf, policy.Version!)));
        var choices = (
            from reading in Alternatives.Of(policy.Policy)
            from alternative in reading.Instead
            select (reading, alternative)
        ).ToList();
        var stakes = new List<Stake>();
        foreach (var (reading, alternative) in choices)
        {
            progress?.Invoke(stakes.Count, choices.Count);
            var version = Alternatives.Compiled(policy.Policy, reading, alternative);
            var other = Tally.Of(replay(Shelf(shelf, version)));
            stakes.Add(Between(reading, alternative, chosen, other));
        }
        return new Stakes(
            chosen,
            [
                .. stakes
                    .OrderByDescending(stake => stake.Size)
                    .ThenByDescending(stake => stake.Answers + stake.Cases),
            ]
        );
    }

    // Accounts under other policies have nothing to do with a reading of this one.
    private static PolicyShelf Shelf(PolicyShelf shelf, PolicyVersion version) =>
        new(
            shelf.Catalogue,
            shelf
                .Versions(version.Name)
                .Where(each => each.Effective != version.Effective)
                .Append(version)
        );

    private static Stake Between(
        ChosenReading reading,
        Alternative alternative,
        Tally chosen,
        Tally other
    )
    {
        var between =
            from code in chosen.Money.Keys.Union(other.Money.Keys)
            let sums = other.Money.GetValueOrDefault(code) - chosen.Money.GetValueOrDefault(code)
            where !sums.IsNothing
            select KeyValuePair.Create(code, sums);
        return new Stake(
            reading,
            alternative,
            between.ToImmutableSortedDictionary(StringComparer.Ordinal),
            chosen.AnswersOtherThan(other),
            chosen.CasesOtherThan(other)
        );
    }
}
