using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Typical;

/// <summary>
/// What many accounts used in their ended cycles, and what is typical among them. Of each account and instant its latest
/// cycle counts that had ended by then, less than 31 days before. Safe to use from many threads.
/// </summary>
public sealed class UsageBook
{
    private static readonly TimeSpan Counts = TimeSpan.FromDays(31);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<AccountId, List<CycleUsage>>> policies = [];
    private readonly Dictionary<Question, (Rational Median, int Accounts)> answers = [];

    /// <summary>Takes down a cycle of an account, in the place of what was known of it. What was not used takes no room.</summary>
    public void Put(AccountId account, CycleUsage usage)
    {
        var used = usage with { Usages = [.. usage.Usages.Where(each => each.Value > 0)] };
        lock (gate)
        {
            answers.Clear();
            var cycles = CyclesOf(usage.Policy, account);
            var place = PlaceOf(cycles, usage.To);
            if (place >= 0 && cycles[place].To == usage.To)
                cycles[place] = used;
            else
                cycles.Insert(place + 1, used);
        }
    }

    /// <summary>Whether a cycle of an account is taken down.</summary>
    public bool Knows(AccountId account, CycleUsage usage)
    {
        lock (gate)
            return CyclesOf(usage.Policy, account).Exists(each => each.To == usage.To);
    }

    /// <summary>What is taken down of an account, in order.</summary>
    public IReadOnlyList<CycleUsage> Of(AccountId account, string policy)
    {
        lock (gate)
            return [.. CyclesOf(policy, account)];
    }

    /// <summary>Forgets cycles that no later comparison asks for, of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="before">Of those that ended earlier than this only the last stays.</param>
    public void Forget(AccountId account, string policy, Moment before)
    {
        lock (gate)
        {
            var cycles = CyclesOf(policy, account);
            while (cycles.Count > 1 && cycles[1].To < before)
                cycles.RemoveAt(0);
        }
    }

    /// <summary>
    /// What the comparison of a cycle comes to for each clause: of several meters the first one that is too much, else the first.
    /// </summary>
    public IEnumerable<(Compared What, bool IsTooMuch)> Compare(CycleUsage cycle) =>
        cycle
            .Usages.GroupBy(usage => usage.Clause)
            .Select(clause =>
            {
                var all = clause.Select(usage => Compare(cycle, usage)).ToArray();
                var found = Array.FindIndex(all, each => each.IsTooMuch);
                return all[Math.Max(found, 0)];
            });

    private (Compared What, bool IsTooMuch) Compare(CycleUsage cycle, ComparedUsage usage)
    {
        var question = new Question(
            cycle.Policy,
            usage.Clause,
            usage.Meter,
            usage.Bar.SamePlan ? cycle.Plan : null,
            cycle.To
        );
        var (median, accounts) = Typical(question);
        var compared = new Compared(
            usage.Clause,
            cycle.Cycle,
            usage.Meter,
            Compared.Below(usage.Value),
            Compared.Above(median),
            accounts
        );
        return (compared, usage.Value > 0 && usage.Bar.IsPassedBy(compared));
    }

    private (Rational Median, int Accounts) Typical(Question question)
    {
        lock (gate)
        {
            if (answers.TryGetValue(question, out var known))
                return known;
            return answers[question] = Typical(Used(question).Order().ToArray());
        }
    }

    private IEnumerable<Rational> Used(Question question)
    {
        if (!policies.TryGetValue(question.Policy, out var accounts))
            yield break;
        foreach (var cycles in accounts.Values)
            if (
                PlaceOf(cycles, question.At) is >= 0 and var place
                && cycles[place] is var latest
                && question.At - latest.To < Counts
                && (question.Plan is null || latest.Plan == question.Plan)
                && latest.Of(question.Clause, question.Meter) is { } usage
            )
                yield return usage.Value;
    }

    private static (Rational, int) Typical(Rational[] sorted)
    {
        if (sorted.Length == 0)
            return (Rational.Zero, 0);
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return ((low + high) / 2, sorted.Length);
    }

    private List<CycleUsage> CyclesOf(string policy, AccountId account)
    {
        if (!policies.TryGetValue(policy, out var accounts))
            policies.Add(policy, accounts = []);
        if (!accounts.TryGetValue(account, out var cycles))
            accounts.Add(account, cycles = new(1));
        return cycles;
    }

    /// <summary>The place of the last cycle that had ended by an instant; -1 for none.</summary>
    private static int PlaceOf(List<CycleUsage> cycles, Moment at)
    {
        var place = cycles.Count - 1;
        while (place >= 0 && cycles[place].To > at)
            place--;
        return place;
    }

    private readonly record struct Question(
        string Policy,
        ClauseId Clause,
        string Meter,
        string? Plan,
        Moment At
    );
}
