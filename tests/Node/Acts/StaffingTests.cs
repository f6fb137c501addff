using Evenhand.Core.Time;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Acts;

/// <summary>What takes more persons than there are is said before anybody needs it.</summary>
public class StaffingTests
{
    private const string Act = "Nobody is there to act";
    private const string Approve = "Nobody could approve what ann proposes";
    private const string Decide = "Nobody could decide an appeal";
    private const string Charge = "Nobody could confirm or waive a charge";

    [Theory]
    [InlineData("", Act)]
    [InlineData("ann:operator", Approve, Decide, Charge)]
    [InlineData("ann:admin", Approve, Decide)]
    [InlineData("ann:reviewer bob:operator", Decide, Charge)]
    [InlineData("ann:operator bob:operator eve:billing", Decide)]
    [InlineData("ann:reviewer bob:operator cy:operator eve:billing")]
    [InlineData("ann:operator bob:operator cy:admin")]
    [InlineData("ann:operator,billing bob:operator gone:admin", Decide)]
    public void What_nobody_could_do_is_named(string people, params string[] missing)
    {
        var found = Staffing.Missing(
            people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read),
            Now
        );
        found.Count.ShouldBe(missing.Length, string.Join('\n', found));
        foreach (var (sentence, beginning) in found.Zip(missing))
            sentence.ShouldStartWith(beginning);
    }

    private static Moment Now => new(0);

    /// <summary>A person, such as <c>ann:operator,billing</c>; who is <c>gone</c> acts no more.</summary>
    private static Person Read(string text)
    {
        var (id, roles) = (text.Split(':')[0], text.Split(':')[1].Split(','));
        return new(
            id,
            id,
            "",
            RoleSet.Of(roles.Select(role => Enum.Parse<Role>(role, ignoreCase: true))),
            Moment.Earliest,
            id == "gone" ? Now : null
        );
    }
}
