using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Access;

public class ReturnAddressTests
{
    [Theory]
    [InlineData("/console")]
    [InlineData("/console/desk?state=open&assigned=ann")]
    [InlineData("/console/desk/own/api-calls%402026-11-01")]
    [InlineData("/console?x=1")]
    public void A_page_of_the_console_is_led_back_to(string page) =>
        ReturnAddress.Of(page).ShouldBe(page);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("https://example.com/console")]
    [InlineData("//example.com/console")]
    [InlineData("/\\example.com")]
    [InlineData("/console\\..\\x")]
    [InlineData("/console//example.com")]
    [InlineData("/console/../portal")]
    [InlineData("/consolex")]
    [InlineData("/console.example.com")]
    [InlineData("/console@example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/console/\r\nSet-Cookie: x=y")]
    [InlineData("/console/<b>")]
    public void Nothing_else_is(string? page) => ReturnAddress.Of(page).ShouldBe("/console");
}
