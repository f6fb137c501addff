using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Tests.Node.Keys;

/// <summary>The table of who may send what, held against the types and against what each is about.</summary>
public class SenderTableTests
{
    [Fact]
    public void Every_built_in_type_has_one_row_under_its_own_name()
    {
        var types = BuiltIns.Types([]);
        foreach (var kind in Enum.GetValues<Kind>())
        {
            var row = SenderTable.Rows.Where(row => row.Kind == kind).ShouldHaveSingleItem();
            row.Type.ShouldBe(types[(int)kind].Name);
            SenderTable.Of((ushort)kind).ShouldBe(row);
        }
        SenderTable.Rows.Length.ShouldBe(types.Length + 1);
        SenderTable.Of(RecordHead.UnknownType).ShouldBe(SenderTable.Of((ushort)types.Length));
    }

    [Fact]
    public void What_a_type_is_about_says_whose_it_is()
    {
        foreach (
            var row in SenderTable.Rows.Where(row =>
                row.Kind is not (Kind.Voided or Kind.Asked)
                && !IsOfStanding((int)(row.Kind ?? Kind.Asked))
                && !IsOfKeepers((int)(row.Kind ?? Kind.Asked))
            )
        )
        {
            var about = row.Kind is { } kind ? Matters.Of(kind) : Matter.Usage;
            foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Account))
                row.Roles.Contains(role)
                    .ShouldBe((SenderTable.Reach(role) & about) != 0, $"{role} sends {row.Type}");
        }
    }

    [Fact]
    public void Nobody_but_an_admin_takes_back_everything_alone()
    {
        SenderTable.Reach(Role.Admin).ShouldBe(Matter.All);
        SenderTable.Reach(Role.Ingest).ShouldBe(Matter.Usage);
        SenderTable.Reach(Role.Operator).ShouldBe(Matter.Terms);
        SenderTable.Reach(Role.Billing).ShouldBe(Matter.Money);
        foreach (var role in new[] { Role.Gate, Role.Read, Role.Account })
            SenderTable.Reach(role).ShouldBe(Matter.None);
        SenderTable
            .Reach(RoleSet.Of(Role.Ingest, Role.Operator, Role.Billing))
            .ShouldBe(Matter.All);
    }

    [Fact]
    public void What_a_void_may_be_narrowed_to_never_changes() =>
        Enumerable
            .Range(0, Matters.Written.Length)
            .Select(place => $"{place} {Matters.Written[place]} {(Matter)(place + 1)}")
            .ShouldBe([
                "0 usage Usage",
                "1 terms Terms",
                "2 usage+terms Usage, Terms",
                "3 money Money",
                "4 usage+money Usage, Money",
                "5 terms+money Terms, Money",
            ]);
}
