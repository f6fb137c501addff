using System.Text.Json;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class RecordKeyTests
{
    private const string Keyed = """
        account: acme
        type: call.ended
        id: [Sid]
        times: { at: { column: At } }
        time: at
        skip: [{ column: Status, is: queued }]
        fields: { cost: { column: Price, as: money } }
        """;

    private const string Header = "Sid,At,Price,Status\n";
    private const string First = "CA1,2026-01-05T14:00:00Z,,completed\n";
    private const string Priced = "CA1,2026-01-05T14:00:00Z,0.12,completed\n";
    private const string Other = "CA2,2026-01-05T15:00:00Z,0.30,completed\n";

    private static readonly Correction Later = new("the price came later", 1);

    [Fact]
    [Trait("fault", "E06")]
    public void A_record_is_known_by_its_key_whatever_else_it_says()
    {
        Imported.By(Keyed, Header + First).All("id").ShouldBe(["CA1"]);
        Imported.By(Keyed, Header + Priced).All("id").ShouldBe(["CA1"]);
    }

    [Fact]
    [Trait("fault", "E06")]
    public void A_later_version_replaces_the_earlier_in_one_import()
    {
        var imported = Imported.By(Keyed, Header + First + Other, Header + Priced);

        imported.All("id").ShouldBe(["CA2", "CA1"]);
        imported.Data("cost").ShouldBe(["0.30", "0.12"]);
        imported.Summary.Replaced.ShouldBe(1);
        imported.Omissions.ShouldBe(["a later version of the record follows"]);
    }

    [Fact]
    public void A_bad_version_costs_itself_only()
    {
        var imported = Imported.By(Keyed, Header + Priced + "CA1,noon,9,completed\n");

        imported.Data("cost").ShouldBe(["0.12"]);
        imported.Rejections.Length.ShouldBe(1);
    }

    [Fact]
    public void A_skipped_row_replaces_nothing() =>
        Imported
            .By(Keyed, Header + Priced + "CA1,2026-01-05T16:00:00Z,,queued\n")
            .Data("cost")
            .ShouldBe(["0.12"]);

    [Fact]
    public void A_column_may_tell_which_version_is_the_later()
    {
        var map = Keyed.Replace("id: [Sid]", "id: [Sid]\nversion: Price");

        Imported
            .By(map, Header + "CA1,2026-01-05T14:00:00Z,10,completed\n" + Priced)
            .Data("cost")
            .ShouldBe(["10"]);
    }

    [Fact]
    public void Keys_of_several_columns_do_not_run_into_each_other()
    {
        var map = Keyed.Replace("id: [Sid]", "id: [Sid, Status]");

        Imported
            .By(map, Header + "a/b,2026-01-05T14:00:00Z,1,c\na,2026-01-05T14:00:00Z,1,b/c\n")
            .All("id")
            .ShouldBe(["a%2Fb/c", "a/b%2Fc"]);
    }

    [Fact]
    public void A_row_without_its_key_is_rejected() =>
        Imported
            .By(Keyed, Header + ",2026-01-05T14:00:00Z,1,completed\n")
            .Rejection.ShouldContain("column `Sid`, by which the record is known, is empty");

    [Fact]
    [Trait("fault", "E06")]
    public void A_correction_takes_the_earlier_version_back_and_gives_the_new_one()
    {
        var events = Imported
            .By(Imported.MapOf(Keyed), long.MaxValue, Later, Imported.File(Header + Priced))
            .Events;

        events.Select(Type).ShouldBe(["usage.voided", "call.ended"]);
        events[0]
            .GetProperty("data")
            .GetRawText()
            .ShouldBe("""{"source":"map","id":"CA1","reason":"the price came later"}""");
        events[1].GetProperty("id").GetString().ShouldBe("CA1~1");
    }

    [Fact]
    [Trait("fault", "E06")]
    public void A_second_correction_takes_both_earlier_versions_back()
    {
        var imported = Imported.By(
            Imported.MapOf(Keyed),
            long.MaxValue,
            Later with
            {
                Round = 2,
            },
            Imported.File(Header + Priced)
        );

        imported.All("id").ShouldBe(["CA1 void 2", "CA1~1 void 2", "CA1~2"]);
        imported.Events[1].GetProperty("data").GetProperty("id").GetString().ShouldBe("CA1~1");
    }

    private static string? Type(JsonElement line) => line.GetProperty("type").GetString();

    private const string Keyless = """
        account: acme
        type: call.ended
        times: { at: { column: At } }
        time: at
        """;

    [Fact]
    [Trait("fault", "E06")]
    public void Without_a_key_the_order_of_columns_changes_nothing()
    {
        var one = Imported.By(Keyless, "At,A,B\n2026-01-05T14:00:00Z,1,2\n").All("id");
        var other = Imported.By(Keyless, "B,At,A\n2,2026-01-05T14:00:00Z,1\n").All("id");
        var swapped = Imported.By(Keyless, "At,A,B\n2026-01-05T14:00:00Z,2,1\n").All("id");

        other.ShouldBe(one);
        swapped.ShouldNotBe(one);
    }

    [Fact]
    [Trait("fault", "E06")]
    public void Nor_does_the_order_of_members_in_JSON()
    {
        var map = Keyless.Replace("column: At", "path: $.At");

        var one = Imported.By(map, """{"At":"2026-01-05T14:00:00Z","x":{"a":1,"b":[2,3]}}""");
        var other = Imported.By(map, """{"x":{"b":[2, 3],"a":1}, "At":"2026-01-05T14:00:00Z"}""");

        other.All("id").ShouldBe(one.All("id"));
    }

    [Fact]
    public void A_map_can_keep_the_names_that_release_0_1_gave() =>
        Imported
            .By(Keyless + "\nrow_ids: 1", "At,A\n2026-01-05T14:00:00Z, 1\n")
            .All("id")
            .ShouldBe(
                Imported
                    .By(
                        Keyless + "\nrow_ids: 1",
                        "Begun,When\n2026-01-05T14:00:00Z,1\n".Replace("Begun", "At")
                    )
                    .All("id")
            );

    [Fact]
    [Trait("fault", "E32")]
    public void Rows_of_one_instant_are_numbered_in_the_order_of_the_file()
    {
        var imported = Imported.By(
            Keyless,
            "At,A\n2026-01-05T14:00:00Z,b\n2026-01-05T14:00:01Z,x\n2026-01-05T14:00:00Z,a\n"
        );

        imported.All("sequence").ShouldBe(["0000000001", "0000000001", "0000000002"]);
    }

    [Fact]
    [Trait("fault", "E32")]
    public void In_a_file_with_the_newest_first_they_are_numbered_backwards()
    {
        var sequences = Imported
            .By(
                Keyless + "\nfile: { newest_first: true }",
                "At,A\n2026-01-05T14:00:00Z,b\n2026-01-05T14:00:00Z,a\n"
            )
            .All("sequence");

        string.CompareOrdinal(sequences[1], sequences[0]).ShouldBeLessThan(0);
    }

    [Fact]
    [Trait("fault", "E32")]
    public void A_column_may_tell_the_order_itself() =>
        Imported
            .By(Keyless + "\nsequence: { column: A }", "At,A\n2026-01-05T14:00:00Z,42\n")
            .All("sequence")
            .ShouldBe(["0000000042"]);
}
