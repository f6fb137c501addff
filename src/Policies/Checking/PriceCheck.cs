using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Prices exist in every currency that accounts may be billed in; notices and fees have what they need.</summary>
internal sealed class PriceCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("charge"))
            if (part.Find<Price>("price") is Price.Listed listed)
                OfPrices(clause, part.At("price"), listed);
        foreach (var plan in Policy.Plans)
        foreach (var (term, value) in plan.Terms)
            if (value.Prices is { } prices)
                OfTerm(plan, term, prices);
        foreach (var (clause, part) in Policy.Parts("pass-through"))
        foreach (var type in part.List<Selection>("of").Select(each => each.Type).Distinct())
            if (type.Fields.All(field => field.Kind != FieldKind.Currency))
                Say(clause, part, "of", $"{type.Name} has no field for the currency of its fee");
        foreach (var (clause, part) in Policy.Parts("notify"))
            OfShares(clause, part);
    }

    private void OfTerm(TypedPlan plan, string term, Price.Listed prices)
    {
        foreach (var clause in Policy.Clauses)
            if (clause.Draft.Plans?[plan.Name.Name] is MapNode terms && terms[term] is { } node)
                OfPrices(clause, node.At, prices);
    }

    private void OfPrices(TypedClause clause, Place at, Price.Listed listed)
    {
        var currencies = Policy.FrontMatter.List<string>("currencies");
        foreach (var currency in currencies.Where(each => !listed.ByCurrency.ContainsKey(each)))
            Say(
                clause,
                at,
                $"there is no price in {currency}",
                $"add `{currency}:`, or take it out of `currencies`"
            );
        foreach (
            var currency in listed.ByCurrency.Keys.Where(each =>
                !currencies.IsEmpty && !currencies.Contains(each)
            )
        )
            Say(
                clause,
                at,
                $"nobody is billed in {currency}",
                "add it to `currencies`, or take the price out"
            );
    }

    private void OfShares(TypedClause clause, Part part)
    {
        var shares = part.List<decimal>("at");
        if (
            shares
                .Append(part.Get("then-every", 0m))
                .Any(share => share * 100 != decimal.Truncate(share * 100) || share > 100)
        )
            Say(clause, part, "at", "notices are at whole percents, 10,000 at most");
        if (!shares.SequenceEqual(shares.Distinct().Order()))
            Say(clause, part, "at", "the shares must ascend");
    }
}
