using System.Text;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;
using Record = Evenhand.Core.Stream.Record;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>A stream that is gathered first and looked through afterwards comes to the set that it comes to at once.</summary>
public class GatheringTests
{
    [Fact]
    public void A_gathered_set_is_the_set_that_is_made_at_once()
    {
        var random = new Random(1109);
        string Line(int number) =>
            $$"""{"specversion":"1.0","id":"{{random.Next(300)}}","source":"s{{random.Next(
                3
            )}}","type":"call.ended","time":"2026-01-0{{random.Next(
                1,
                3
            )}}T00:00:00Z","subject":"a{{random.Next(7) * random.Next(2)}}","data":{"user":"{{new string(
                'u',
                random.Next(50) == 0 ? 4_000 : 1 + number % 2
            )}}"} }""";
        HoldsTheSame([.. Enumerable.Range(1, 20_000).Select(Line)]);
    }

    [Fact]
    public void Rates_are_gathered_too_and_an_account_without_events_has_none()
    {
        var set = HoldsTheSame([
            """{"specversion":"1.0","source":"s","type":"fx.published","id":"1","time":"2026-01-01T15:00:00Z","data":{"base":"EUR","date":"2026-01-01","rates":{"USD":1.1564}}}""",
        ]);
        set.Accounts.ShouldBe([0]);
        set.Of(1).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_gathered_is_an_empty_set() => HoldsTheSame([]).Count.ShouldBe(0);

    private static EventSet HoldsTheSame(string[] lines)
    {
        var parser = new EventParser(
            Published.Shelf.Catalogue,
            new NameTable(0),
            new NameTable(0),
            0
        );
        var (writer, gathering, atOnce) = (new RecordWriter(), new Gathering(), new EventSet());
        var conflicts = new List<(int, int)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Encoding.UTF8.GetBytes(lines[i]);
            parser.TryParse(line, 0, i + 1, writer, out var fault).ShouldBeTrue(fault?.ToString());
            if (i % 1_000 != 999 && i != lines.Length - 1)
                continue;
            gathering.Add(writer.From(0));
            atOnce.Add(writer.Take(), (file, line) => conflicts.Add((file, line)));
        }
        foreach (var account in gathering.Accounts)
            account.FindRepeats();
        var set = gathering.ToSet();
        (set.Count, set.Repeats).ShouldBe((atOnce.Count, atOnce.Repeats));
        (set.First, set.Last).ShouldBe((atOnce.First, atOnce.Last));
        gathering.Accounts.SelectMany(each => each.Conflicts).Order().ShouldBe(conflicts);
        set.Accounts.ShouldBe(atOnce.Accounts);
        foreach (var account in set.Accounts)
            Records(set, account).ShouldBe(Records(atOnce, account));
        return set;
    }

    /// <summary>Each record of an account in full.</summary>
    private static string[] Records(EventSet set, int account) =>
        [
            .. set.Of(account)
                .Select(place =>
                {
                    var batch = set.Batch(place.Batch);
                    var length = Record.Head(batch, place.Offset).Length;
                    return Convert.ToHexString(batch.AsSpan(place.Offset, length));
                }),
        ];
}
