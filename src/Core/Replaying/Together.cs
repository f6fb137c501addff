using System.Collections.Immutable;
using Evenhand.Core.Typical;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Replays many accounts that know each other by one thing alone: what is typical among them. Accounts are folded as if nobody
/// were compared; then what they used is, and who used too much is folded again with that. What that changes of an account's
/// later cycles, as a contract that ends does, is compared again until nothing changes.
/// </summary>
public static class Together
{
    /// <summary>Replays accounts, whatever their order.</summary>
    /// <param name="context">The stream.</param>
    /// <param name="numbers">The accounts.</param>
    /// <param name="each">Does something for each of so many places, on as many threads as it likes.</param>
    public static AccountOutcome[] Run(
        ReplayContext context,
        IReadOnlyList<int> numbers,
        Action<int, Action<int>> each
    )
    {
        var outcomes = new AccountOutcome[numbers.Count];
        each(numbers.Count, i => outcomes[i] = AccountReplay.Run(context, numbers[i]));
        if (outcomes.All(outcome => outcome.Usages.IsEmpty))
            return outcomes;
        var book = new UsageBook();
        foreach (var outcome in outcomes)
            Put(book, outcome);
        var known = outcomes.Select(_ => ImmutableArray<Compared>.Empty).ToArray();
        while (Changed(book, outcomes, known) is { Count: > 0 } changed)
        {
            each(
                changed.Count,
                i =>
                {
                    var place = changed[i];
                    outcomes[place] = AccountReplay.Run(
                        context,
                        numbers[place],
                        null,
                        known[place]
                    );
                }
            );
            foreach (var place in changed)
                Put(book, outcomes[place]);
        }
        return outcomes;
    }

    private static void Put(UsageBook book, AccountOutcome outcome)
    {
        foreach (var usage in outcome.Usages)
            book.Put(outcome.Account, usage);
    }

    /// <summary>The places of accounts that are to be folded again, since what is known of them is not what they were folded with.</summary>
    private static List<int> Changed(
        UsageBook book,
        AccountOutcome[] outcomes,
        ImmutableArray<Compared>[] known
    )
    {
        var changed = new List<int>();
        for (var place = 0; place < outcomes.Length; place++)
        {
            ImmutableArray<Compared> now =
            [
                .. outcomes[place]
                    .Usages.SelectMany(book.Compare)
                    .Where(compared => compared.IsTooMuch)
                    .Select(compared => compared.What),
            ];
            if (now.SequenceEqual(known[place]))
                continue;
            known[place] = now;
            changed.Add(place);
        }
        return changed;
    }
}
