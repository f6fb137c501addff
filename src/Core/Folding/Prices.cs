using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>What a charge costs an account.</summary>
internal static class Prices
{
    /// <summary>The price of a charge for the account now: of its plan or its price list; null where none is printed.</summary>
    public static decimal? Of(AccountState state, Charge charge)
    {
        var prices = charge.PlanPrice is null
            ? charge.Price
            : state.Plan.Plan?.Prices.GetValueOrDefault(charge.PlanPrice);
        return
            prices is not null
            && prices.ByCurrency.TryGetValue(state.Profile.Currency, out var price)
            ? price
            : null;
    }
}
