using Evenhand.Core.Statements;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Statements;

public class CurrenciesTests
{
    [Theory]
    [Trait("fault", "E26")]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    [InlineData("CLP", 0)]
    [InlineData("UYI", 0)]
    [InlineData("KWD", 3)]
    [InlineData("EUR", 2)]
    public void A_currency_has_the_decimals_of_ISO_4217(string currency, int decimals) =>
        Currencies.Decimals(currency).ShouldBe(decimals);
}
