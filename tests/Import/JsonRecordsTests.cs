using System.Text;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class JsonRecordsTests
{
    private const string Map = """
        account: { path: $.account }
        type: call.ended
        times: { at: { path: $.detail.at } }
        time: at
        fields:
          duration: { path: $.detail.duration, as: duration }
          user: { path: "$['a user'].name" }
        """;

    private static string Record(int seconds) =>
        """{"account":"acme","detail":{"at":"2026-01-05T09:00:00Z","duration":0},"a user":{"name":"dana"}}""".Replace(
            ":0}",
            $":{seconds}}}"
        );

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("\u001e")]
    public void Objects_may_follow_one_another(string between) =>
        Imported
            .By(Map, string.Join(between, Record(1), Record(2), Record(3)))
            .Data("duration")
            .ShouldBe(["1", "2", "3"]);

    [Fact]
    public void Or_stand_in_a_list() =>
        Imported
            .By(Map, $"[\n  {Record(1)},\n  {Record(2)}\n]\n")
            .Data("duration")
            .ShouldBe(["1", "2"]);

    [Fact]
    public void Numbers_texts_and_nothing_are_read_as_such()
    {
        var imported = Imported.By(
            Map,
            Record(1).Replace(":1}", ":\"1\"}") + Record(2).Replace(":2}", ":1.5e1}"),
            Record(3).Replace(":3}", ":null}")
        );

        imported.Data("duration").ShouldBe(["1", "15", null]);
    }

    [Fact]
    public void An_object_where_one_value_belongs_is_rejected() =>
        Imported
            .By(Map, Record(1).Replace(":1}", ":{\"s\":1}}"))
            .Rejection.ShouldContain(
                "column `$.detail.duration` is a list or an object, not one value"
            );

    [Fact]
    public void What_is_no_JSON_costs_itself_only()
    {
        var imported = Imported.By(
            Map,
            $"[{Record(1)},\n{{\"account\":oops}},\nstray,\n{Record(2)}]"
        );

        imported.Data("duration").ShouldBe(["1", "2"]);
        imported.Rejections.Length.ShouldBe(2);
        imported.Rejections[0].ShouldStartWith("calls.csv:2: not JSON");
        imported.Rejections[1].ShouldStartWith("calls.csv:3: ");
    }

    [Fact]
    public void A_file_that_breaks_off_says_so() =>
        Imported
            .By(Map, Record(1) + "\n" + Record(2)[..40])
            .Rejection.ShouldBe("calls.csv:2: the file breaks off within this record");

    [Fact]
    public void In_lines_a_bad_one_costs_itself_only()
    {
        var imported = Imported.By(
            Map + "\nfile: { format: json-lines }",
            Record(1) + "\n{\"account\":\n" + Record(2) + "\n[]\n"
        );

        imported.Data("duration").ShouldBe(["1", "2"]);
        imported.Rejections.Length.ShouldBe(2);
    }

    private const string Each = """
        account: { path: $.account }
        type: sms.sent
        each: $.entry[*].changes[*]
        id: ["@.id"]
        times: { at: { path: "@.at", formats: epoch-seconds } }
        time: at
        fields:
          user: { path: "$.entry[*].owner" }
          to: { path: to }
          count: { path: "@.tags", as: length }
        """;

    [Fact]
    public void One_record_may_become_several_events()
    {
        var imported = Imported.By(
            Each,
            """
            {"account":"acme","entry":[
              {"owner":"o1","changes":[{"id":"a","at":1767603600,"to":"x","tags":[1,2]},{"id":"b","at":1767603601,"to":"y"}]},
              {"owner":"o2","changes":[{"id":"c","at":1767603602,"to":"z","tags":[]}]},
              {"owner":"o3"}]}
            {"account":"acme","entry":[]}
            """
        );

        imported.All("id").ShouldBe(["a", "b", "c"]);
        imported.Data("user").ShouldBe(["o1", "o1", "o2"]);
        imported.Data("to").ShouldBe(["x", "y", "z"]);
        imported.Data("count").ShouldBe(["2", null, "0"]);
        imported.Omissions.ShouldBe(["it has nothing at `$.entry[*].changes[*]`"]);
    }

    [Fact]
    public void Without_a_key_the_items_of_one_record_are_different_events() =>
        Imported
            .By(
                Each.Replace("id: [\"@.id\"]\n", ""),
                """{"account":"a","entry":[{"changes":[{"at":1767603600},{"at":1767603600}]}]}"""
            )
            .All("id")
            .ShouldBeUnique();

    [Theory]
    [InlineData("each: entry", "a path to the items of a list")]
    [InlineData("each: $.entry", "a path to the items of a list")]
    [InlineData("fields: { x: { path: '$.other[*].x' } }", "a star stands for the item of `each`")]
    [InlineData("fields: { x: { path: '$.a[' } }", "is no path")]
    public void A_path_that_means_nothing_is_a_problem(string line, string reason)
    {
        MapReader.Read(
            "account: a\ntype: t\ntimes: { at: { path: $.at } }\ntime: at\n" + line,
            "m.yaml",
            out var problems
        );

        problems.ShouldContain(problem => problem.Message.Contains(reason));
    }

    [Fact]
    public void A_long_list_is_read_as_its_events_are_written()
    {
        const int Records = 100_000;
        var bytes = Encoding.UTF8.GetBytes(Record(1) + ",");
        var list = new Repeated(bytes, Records);
        long written = 0;
        long furthestAhead = 0;

        var summary = MappedRecords.Import(
            Imported.MapOf(Map),
            new ImportRun(
                [new ImportFile("long.json", () => list)],
                _ =>
                    furthestAhead = Math.Max(
                        furthestAhead,
                        list.Position - ++written * bytes.Length
                    )
            )
        );

        summary.Written.ShouldBe(Records);
        furthestAhead.ShouldBeLessThan(1 << 17);
    }

    /// <summary>So many times the same bytes, without holding them.</summary>
    private sealed class Repeated(byte[] bytes, int times) : MemoryStream
    {
        private long given;

        public override long Position
        {
            get => given;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = 0;
            for (; count < buffer.Length && given < (long)bytes.Length * times; count++)
                buffer[count] = bytes[given++ % bytes.Length];
            return count;
        }
    }
}
