using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Access;

public class PasswordRuleTests
{
    private static readonly Person Ann = new(
        "ann",
        "Annabel Leeward",
        "annabel.leeward@example.com",
        Role.Admin,
        Moment.Earliest,
        null
    );

    [Theory]
    [InlineData("")]
    [InlineData("elevensigns")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcdefabcdefabcdef")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("lkjhgfdsapoi")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd!2026")]
    [InlineData("correct horse battery staple")]
    [InlineData("AnnabelLeeward7")]
    [InlineData("evenhand-2026!")]
    public void The_first_to_be_guessed_are_not_taken(string password) =>
        PasswordRule.Objection(password, Ann, Language.English).ShouldNotBeNull();

    [Theory]
    [InlineData("vier alte räder am zaun")]
    [InlineData("  blanks at both ends  ")]
    [InlineData("7Kx-pQz2-mV9w")]
    [InlineData("дванадцять слів")]
    [InlineData("my password is a long sentence about tea")]
    public void Long_ones_of_any_signs_are(string password) =>
        PasswordRule.Objection(password, Ann, Language.English).ShouldBeNull();

    [Fact]
    public void One_that_would_keep_the_server_busy_is_not() =>
        PasswordRule
            .Objection(string.Concat(Enumerable.Range(0, 200)), Ann, Language.English)
            .ShouldNotBeNull();
}
