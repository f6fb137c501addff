using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class PhoneNumbersTests
{
    private static string?[] Numbers(string numbers, params string[] texts) =>
        Imported
            .By(
                $$"""
                account: acme
                type: call.ended
                times: { at: { column: at } }
                time: at
                numbers: { {{numbers}} }
                fields: { to: { column: to, as: phone, when_none: omit } }
                """,
                "at,to\n"
                    + string.Concat(texts.Select(text => $"2026-01-05T12:00:00Z,\"{text}\"\n"))
            )
            .Data("to");

    [Theory]
    [Trait("fault", "E13")]
    [InlineData("country: GB")]
    [InlineData("country_code: 44")]
    [InlineData("country_code: 44, trunk_prefix: 0, international_prefix: '00'")]
    public void One_number_is_one_however_it_is_written(string numbers) =>
        Numbers(
                numbers,
                "020 7946 0018",
                "+44 (0)20 7946 0018",
                "+44 020 7946 0018",
                "442079460018",
                "00 44 (0) 20 7946 0018",
                "+44 20 7946 0018",
                "+44‑20‑7946‑0018",
                "\u202a+442079460018\u202c",
                "＋４４２０７９４６００１８",
                "2079460018"
            )
            .Distinct()
            .ShouldBe(["+442079460018"]);

    [Theory]
    [Trait("fault", "E13")]
    [InlineData("GB", "+4407700900123", "+447700900123")]
    [InlineData("GB", "447700900123", "+447700900123")]
    [InlineData("DE", "030 123456", "+4930123456")]
    [InlineData("DE", "+49 (0)30 123456", "+4930123456")]
    // Italy's zero belongs to the number.
    [InlineData("IT", "06 698 12345", "+390669812345")]
    [InlineData("GB", "+39 06 698 12345", "+390669812345")]
    [InlineData("US", "(613) 555-0142", "+16135550142")]
    [InlineData("US", "1 613 555 0142", "+16135550142")]
    [InlineData("US", "011 44 20 7946 0018", "+442079460018")]
    [InlineData("RU", "8 495 123-45-67", "+74951234567")]
    [InlineData("AU", "02 9876 5432", "+61298765432")]
    [InlineData("BR", "(11) 91234-5678", "+5511912345678")]
    public void Each_country_has_its_own_plan(string country, string text, string number) =>
        Numbers($"country: {country}", text).ShouldBe([number]);

    [Theory]
    [InlineData("201")]
    [InlineData("999")]
    [InlineData("sip:alice@example.com")]
    [InlineData("client:anna")]
    [InlineData("anonymous")]
    [InlineData("+")]
    public void What_is_no_number_is_none(string text) =>
        Numbers("country: GB", text).ShouldBe([null]);

    [Fact]
    public void Without_a_country_only_international_numbers_are_numbers() =>
        Numbers("shortest: 7", "020 7946 0018", "+44 (0)20 7946 0018")
            .ShouldBe([null, "+442079460018"]);
}
