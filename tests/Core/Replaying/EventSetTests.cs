using System.Diagnostics;
using System.Text;
using Evenhand.Core;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

public class EventSetTests
{
    private const string Call =
        """{"specversion":"1.0","id":"1","source":"a","type":"api.called","time":"2026-01-05T00:00:00Z","subject":"acme","data":{"count":3}}""";

    [Theory]
    [InlineData("\"count\":3", "\"count\": \"3\"")]
    [InlineData("\"count\":3", "\"count\" : 3.0")]
    [InlineData("\"source\":\"a\"", "\"source\":\"\\u0061\"")]
    [InlineData("T00:00:00Z", "T01:00:00+01:00")]
    [InlineData(
        "\"specversion\":\"1.0\",",
        "\"datacontenttype\":\"application/json\",\"specversion\":\"1.0\","
    )]
    public void A_repeat_is_the_same_event_however_it_is_written(string words, string instead)
    {
        var (set, conflicts) = Set(Call, Call.Replace(words, instead));
        (set.Count, set.Repeats, conflicts.Count).ShouldBe((1, 1, 0));
    }

    [Theory]
    [InlineData("\"count\":3", "\"count\":4")]
    [InlineData("\"count\":3", "\"count\":3,\"user\":\"ann\"")]
    [InlineData("\"count\":3", "\"count\":3,\"colour\":\"red\"")]
    [InlineData("T00:00:00Z", "T00:00:00.0000001Z")]
    [InlineData("api.called", "workflow.invoked")]
    [InlineData("api.called", "something.new")]
    public void Other_content_under_the_same_name_is_a_conflict_and_the_first_counts(
        string words,
        string instead
    )
    {
        var (set, conflicts) = Set(Call, Call.Replace(words, instead), Call);
        (set.Count, set.Repeats).ShouldBe((1, 1));
        conflicts.ShouldBe([2]);
    }

    [Theory]
    [InlineData("\"id\":\"1\"", "\"id\":\"2\"")]
    [InlineData("\"source\":\"a\"", "\"source\":\"b\"")]
    public void Another_source_or_id_is_another_event(string words, string instead)
    {
        var (set, conflicts) = Set(Call, Call.Replace(words, instead));
        (set.Count, set.Repeats, conflicts.Count).ShouldBe((2, 0, 0));
    }

    [Fact]
    public void Of_many_events_each_is_found_again()
    {
        var lines = Enumerable
            .Range(0, 100_000)
            .Select(number => Call.Replace("\"id\":\"1\"", $"\"id\":\"{number}\""))
            .ToArray();
        var (set, conflicts) = Set([.. lines, .. lines.Reverse()]);
        (set.Count, set.Repeats, conflicts.Count).ShouldBe((100_000, 100_000, 0));
        set.Of(1).Count.ShouldBe(100_000);
    }

    [Fact]
    public void Ties_in_time_are_ordered_by_source_and_then_by_id()
    {
        // The last to be set at an instant stands: b/1 comes after a/9, and a/9 after a/10.
        var story = Story.Under("qcontact");
        string Seats(string source, string id, int licensed) =>
            $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"seats.set","time":"2026-01-02T00:00:00Z","subject":"acme","data":{"licensed":{{licensed}} } }""";
        string[] lines =
        [
            story.Lines[0],
            Seats("b", "1", 7),
            Seats("a", "9", 5),
            Seats("a", "10", 6),
        ];
        foreach (var order in new[] { lines, [.. lines.Reverse()] })
            Licences(order).ShouldBe(7);
        Licences([lines[0], .. lines[2..]]).ShouldBe(5);
    }

    [Fact]
    [Trait("fault", "E32")]
    public void The_sequence_of_a_source_orders_its_events_of_an_instant()
    {
        var story = Story.Under("qcontact");
        string Seats(string id, string sequence, int licensed) =>
            $$"""{"specversion":"1.0","id":"{{id}}","source":"a","type":"seats.set","time":"2026-01-02T00:00:00Z","subject":"acme",{{sequence}}"data":{"licensed":{{licensed}} } }""";
        string[] lines =
        [
            story.Lines[0],
            Seats("1", "\"sequence\":\"00002\",", 6),
            Seats("2", "\"sequence\":\"00001\",", 7),
            Seats("3", "\"sequence\":null,", 8),
            Seats("9", "", 5),
        ];
        foreach (var order in new[] { lines, [.. lines.Reverse()] })
            Licences(order).ShouldBe(6);
        Licences([lines[0], .. lines[2..]]).ShouldBe(7);
        Licences([lines[0], .. lines[3..]]).ShouldBe(5);
    }

    [Theory]
    [Trait("fault", "E32")]
    [InlineData("\"0002\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void The_sequence_is_no_content(string sequence)
    {
        // An export that overlaps another numbers the same event otherwise.
        var (set, conflicts) = Set(
            Call,
            Call.Replace("\"id\":", $"\"sequence\":{sequence},\"id\":")
        );
        (set.Count, set.Repeats, conflicts.Count).ShouldBe((1, 1, 0));
    }

    [Fact]
    [Trait("fault", "E23")]
    public void One_source_and_id_under_two_accounts_are_two_events()
    {
        var (set, conflicts) = Set(Call, Call.Replace("acme", "apex"), Call);
        (set.Count, set.Repeats, conflicts.Count).ShouldBe((2, 1, 0));
    }

    [Fact]
    [Trait("fault", "E23")]
    public void An_id_that_all_accounts_use_is_found_as_fast_as_one_of_each()
    {
        string[] Lines(Func<int, string> id) =>
            [
                .. Enumerable
                    .Range(0, 30_000)
                    .Select(number =>
                        Call.Replace("acme", $"a{number}")
                            .Replace("\"id\":\"1\"", $"\"id\":\"{id(number)}\"")
                    ),
            ];
        TimeSpan Took(string[] lines)
        {
            var watch = Stopwatch.StartNew();
            Set(lines).Set.Count.ShouldBe(lines.Length);
            return watch.Elapsed;
        }
        var (same, own) = (Lines(_ => "1"), Lines(number => $"{number}"));
        Took(own);
        // Were they looked for one after the other, it would be hundreds of times.
        Took(same).ShouldBeLessThan(Took(own) * 10);
    }

    /// <summary>The licences of January from its second day on, by the storage that they include.</summary>
    private static decimal Licences(string[] lines)
    {
        var result = StreamReplay.Run(
            Published.Shelf,
            [.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))],
            Story.Instant("2026-02-01")
        );
        var included = decimal.Parse(
            result.LinesOf("storage-overage").Single().Included.ToString()
        );
        return decimal.Round(included / 70 * 31 / 30, 6);
    }

    private static (EventSet Set, List<int> Conflicts) Set(params string[] lines)
    {
        var (set, conflicts) = (new EventSet(), new List<int>());
        var parser = new EventParser(
            Published.Shelf.Catalogue,
            new NameTable(0),
            new NameTable(0),
            0
        );
        var writer = new RecordWriter();
        for (var i = 0; i < lines.Length; i++)
            parser
                .TryParse(Encoding.UTF8.GetBytes(lines[i]), 0, i + 1, writer, out var fault)
                .ShouldBeTrue(fault?.ToString());
        set.Add(writer.Take(), (_, line) => conflicts.Add(line));
        return (set, conflicts);
    }
}
