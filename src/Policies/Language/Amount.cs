using System.Collections.Immutable;

namespace Evenhand.Policies.Language;

/// <summary>A figure that a rule names: said in the rule, or left to the account's plan.</summary>
public abstract record Amount
{
    /// <summary>A quantity.</summary>
    public sealed record Fixed(Quantity Quantity) : Amount;

    /// <summary>A share of a whole, as a ratio: 10 % is 0.10.</summary>
    public sealed record Share(decimal Ratio) : Amount;

    /// <summary>A term of the plan.</summary>
    public sealed record FromPlan(string Term) : Amount;
}

/// <summary>A price: said in the rule per currency, or left to the account's plan.</summary>
public abstract record Price
{
    /// <summary>By ISO 4217 code.</summary>
    public sealed record Listed(ImmutableDictionary<string, decimal> ByCurrency) : Price;

    /// <summary>A term of the plan.</summary>
    public sealed record FromPlan(string Term) : Price;
}
