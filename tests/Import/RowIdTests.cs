using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class RowIdTests
{
    private const string Map = """
        account: acme
        type: call.ended
        times: { at: { column: at } }
        time: at
        fields: { user: { column: user } }
        """;

    private static string[] Ids(params string[] users) =>
        Imported
            .By(
                Map,
                "at,user\n" + string.Concat(users.Select(user => $"2026-01-05T09:00:00Z,{user}\n"))
            )
            .All("id");

    [Fact]
    public void Equal_rows_of_one_file_are_different_events()
    {
        Ids("dana", "dana", "dana").ShouldBeUnique();
    }

    [Fact]
    public void The_first_of_equal_rows_has_the_id_it_would_have_alone() =>
        Ids("dana", "dana")[0].ShouldBe(Ids("dana")[0]);

    [Fact]
    public void Fields_do_not_run_into_each_other()
    {
        const string map = Map + "\nfile: { at_least: 1 }";

        var one = Imported.By(map, "at,user,x\n2026-01-05T09:00:00Z,ab,c\n").All("id")[0];
        var other = Imported.By(map, "at,user,x\n2026-01-05T09:00:00Z,a,bc\n").All("id")[0];

        one.ShouldNotBe(other);
    }

    [Fact]
    public void A_file_has_as_many_ids_as_rows_and_the_same_set_in_any_order()
    {
        Gen<string[]> files = Gen.Elements("a", "b", "c").ArrayOf();

        Prop.ForAll(
                files.ToArbitrary(),
                users =>
                {
                    var ids = Ids(users);
                    var reversed = Ids([.. users.Reverse()]);
                    return ids.Distinct().Count() == users.Length
                        && ids.ToHashSet().SetEquals(reversed);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
