using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of how persons sign in stays readable: these texts never change.</summary>
public class StoredSignInTests
{
    private static readonly Doer Self = new(null, Via: "console", Person: "ann");

    [Fact]
    public void Every_entry()
    {
        Frozen(
            new LinkMade("ann", Doer.CommandLine),
            """{"what":"link-made","id":"ann","by":{"via":"command line"}}"""
        );
        Frozen(
            new LinkUsed("ann", "l1", Self),
            """{"what":"link-used","id":"ann","link":"l1","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new SignedIn("ann", "by link", Self),
            """{"what":"signed-in","id":"ann","way":"by link","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new PasswordSet("ann", "AQ==", Self),
            """{"what":"password-set","id":"ann","hash":"AQ==","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new LockedOut("ann", new(9), null),
            """{"what":"locked-out","id":"ann","until":9}"""
        );
        Frozen(
            new SessionsEnded("ann", Self),
            """{"what":"sessions-ended","id":"ann","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new SignInForgotten("ann", Doer.CommandLine),
            """{"what":"forgotten","id":"ann","by":{"via":"command line"}}"""
        );
    }

    [Fact]
    public void Every_entry_of_a_second_factor_and_of_a_session()
    {
        Frozen(
            new SignedOut("ann", "s1", Self),
            """{"what":"signed-out","id":"ann","session":"s1","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new StepUsed("ann", 58_000_000, Self),
            """{"what":"step-used","id":"ann","step":58000000,"by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new RecoveryCodeUsed("ann", "ab", Self),
            """{"what":"recovery-code-used","id":"ann","code":"ab","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new SubjectLinked("ann", "https://login.example/", "s-7", Self),
            """{"what":"subject-linked","id":"ann","issuer":"https://login.example/","subject":"s-7","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new SubjectUnlinked("ann", Self),
            """{"what":"subject-unlinked","id":"ann","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new PasskeyAdded("ann", "c7", "pQEC", "telephone", 1, true, Self),
            """{"what":"passkey-added","id":"ann","credential":"c7","key":"pQEC","name":"telephone","count":1,"may_move":true,"by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new PasskeyUsed("ann", "c7", 2, Self),
            """{"what":"passkey-used","id":"ann","credential":"c7","count":2,"by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new PasskeyEnded("ann", "c7", Self),
            """{"what":"passkey-ended","id":"ann","credential":"c7","by":{"via":"console","person":"ann"}}"""
        );
        Frozen(
            new CodesShut("ann", new(9), null),
            """{"what":"codes-shut","id":"ann","until":9}"""
        );
        Frozen(
            new SecondFactorEnded("ann", Self),
            """{"what":"second-factor-ended","id":"ann","by":{"via":"console","person":"ann"}}"""
        );
        Kept<SecondFactorSet>(
            """{"what":"second-factor-set","id":"ann","seal":"CfDJ","step":58000000,"recovery":["ab","cd"],"by":{"via":"console","person":"ann"}}"""
        )
            .Recovery.ShouldBe(["ab", "cd"]);
        Kept<RecoveryCodesMade>(
            """{"what":"recovery-codes-made","id":"ann","recovery":["ef"],"by":{"via":"console","person":"ann"}}"""
        )
            .Recovery.ShouldBe(["ef"]);
    }

    /// <summary>An entry with a list, which records do not compare.</summary>
    private static T Kept<T>(string text)
        where T : SignInEntry
    {
        var entry = SignInEntry.Read(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<T>();
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        return entry;
    }

    private static void Frozen(SignInEntry entry, string text)
    {
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        SignInEntry.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(entry);
    }
}
