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

    private static void Frozen(SignInEntry entry, string text)
    {
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        SignInEntry.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(entry);
    }
}
