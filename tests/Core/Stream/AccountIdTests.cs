using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>What names an account, and what names none.</summary>
public class AccountIdTests
{
    [Fact]
    public void What_names_no_account_is_one_however_it_was_made()
    {
        new AccountId("").ShouldBe(AccountId.None);
        new AccountId("").GetHashCode().ShouldBe(AccountId.None.GetHashCode());
        AccountId.None.IsNone.ShouldBeTrue();
        AccountId.None.Text.ShouldBe("");
        $"{AccountId.None}".ShouldBe("");
        new AccountId("acme").IsNone.ShouldBeFalse();
    }

    [Fact]
    public void No_text_is_any_account_and_an_empty_one_is_none()
    {
        AccountId.Or(null).ShouldBeNull();
        AccountId.Or("").ShouldBe(AccountId.None);
        AccountId.Or("acme").ShouldBe(new AccountId("acme"));
    }

    [Fact]
    public void Accounts_are_ordered_by_their_characters_and_not_by_a_language()
    {
        string[] texts = ["b", "Ä", "a", "B", "", "a-1", "ä"];
        texts
            .Select(text => new AccountId(text))
            .Order()
            .Select(id => id.Text)
            .ShouldBe(texts.Order(StringComparer.Ordinal));
    }
}
