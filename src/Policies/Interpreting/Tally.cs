using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Policies.Interpreting;

/// <summary>Sums of one currency.</summary>
/// <param name="Due">What is owed.</param>
/// <param name="Proposed">What waits for a person.</param>
/// <param name="Wallet">What is left in prepaid wallets.</param>
public readonly record struct Sums(decimal Due, decimal Proposed, decimal Wallet)
{
    /// <summary>Whether nothing is in it.</summary>
    public bool IsNothing => this == default;

    /// <summary>How much it is, whichever way.</summary>
    public decimal Size => Math.Abs(Due) + Math.Abs(Proposed) + Math.Abs(Wallet);

    /// <summary>One less the other.</summary>
    public static Sums operator -(Sums left, Sums right) =>
        new(left.Due - right.Due, left.Proposed - right.Proposed, left.Wallet - right.Wallet);

    /// <summary>Both together.</summary>
    public static Sums operator +(Sums left, Sums right) =>
        new(left.Due + right.Due, left.Proposed + right.Proposed, left.Wallet + right.Wallet);
}

/// <summary>What a replay came to: the money by currency, the answers and the cases.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, Sums> money = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Id), string> answers = [];
    private readonly HashSet<(string Account, string Clause, Moment Cycle)> cases = [];

    /// <summary>The sums by ISO 4217 code.</summary>
    public IReadOnlyDictionary<string, Sums> Money => money;

    /// <summary>Adds up the effects of a replay.</summary>
    public static Tally Of(IEnumerable<Effect> effects)
    {
        var tally = new Tally();
        var currencies = new Dictionary<string, string>();
        foreach (var effect in effects)
            switch (effect)
            {
                case Statement statement:
                    currencies[statement.Account.Text] = statement.Currency;
                    tally.Add(
                        statement.Currency,
                        new Sums(statement.Due.Amount, statement.Proposed.Amount, 0)
                    );
                    break;
                // A wallet comes after the statements, and only they say its currency.
                case WalletBalance wallet
                    when currencies.TryGetValue(wallet.Account.Text, out var code):
                    tally.Add(code, new Sums(0, 0, wallet.Balance.ToDecimal()));
                    break;
                case Decision decision:
                    tally.answers[(decision.Account.Text, decision.Id)] = Answer(decision);
                    break;
                case Case opened:
                    tally.cases.Add((opened.Account.Text, opened.Clause.Slug, opened.Cycle));
                    break;
            }
        return tally;
    }

    /// <summary>How many asks are answered otherwise, or under other clauses.</summary>
    public int AnswersOtherThan(Tally other) =>
        answers.Count(each => other.answers.GetValueOrDefault(each.Key) != each.Value)
        + other.answers.Keys.Count(key => !answers.ContainsKey(key));

    /// <summary>How many cases are in one and not in the other.</summary>
    public int CasesOtherThan(Tally other) =>
        cases.Count(each => !other.cases.Contains(each))
        + other.cases.Count(each => !cases.Contains(each));

    private void Add(string currency, Sums sums) =>
        money[currency] = money.GetValueOrDefault(currency) + sums;

    private static string Answer(Decision decision) =>
        $"{decision.Outcome} {string.Join(' ', decision.Reasons.Select(reason => reason.Clause))}";
}
