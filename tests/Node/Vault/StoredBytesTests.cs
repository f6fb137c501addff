using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>What is written down of bytes, and the book that is made of it.</summary>
public class StoredBytesTests
{
    private static readonly Moment Then = new(638_000_000_000_000_000);

    [Fact]
    public void Entries_say_what_they_are_and_are_read_back()
    {
        BytesEntry[] entries =
        [
            Stored("b1", "a", Then),
            new BytesLost(["b1"], Then, Doer.Start),
            new BytesMoved(["b1"], true, Then),
            new BytesGone(["b1"], true, Then),
            new BytesLeaving(["b1"], 1, 3, Then),
            new BytesRemoved(["b1"], Then),
            new BrakeStopped(12, 3, Then),
            new BrakeReleased("they asked for it", Then, Doer.Start),
            new BytesAsked("r1", "b1", null, Then),
            new BytesBack("b1", ["r1"], Then, Then),
            new BytesReturned(["b1"], Then),
            new PurgeDone(1, 2, "00ff", 0, "p", "1", "end", Then, Then),
        ];
        string[] words =
        [
            "stored",
            "lost",
            "moved",
            "gone",
            "leaving",
            "removed",
            "stopped",
            "released",
            "asked",
            "back",
            "returned",
            "purge.done",
        ];
        foreach (var (entry, word) in entries.Zip(words))
        {
            System
                .Text.Encoding.UTF8.GetString(entry.Written())
                .ShouldStartWith($"{{\"what\":\"{word}\"");
            BytesEntry.Read(entry.Written()).Written().ShouldBe(entry.Written());
        }
        Should.Throw<Evenhand.Ledger.DamagedLedgerException>(() =>
            BytesEntry.Read("{}"u8.ToArray())
        );
    }

    [Fact]
    public void A_thing_has_the_bytes_that_came_with_it_and_the_book_comes_back_from_a_snapshot()
    {
        var book = Book();
        book.Learn(Stored("b1", "a", Then));
        book.Learn(Stored("b1", "a", Then));
        book.Learn(Stored("b2", "a", Then.Next));
        book.Learn(new BytesLost(["b1", "unknown"], Then, Doer.Start));
        foreach (var each in (BytesBook[])[book, Kept(book)])
        {
            each.All.Count.ShouldBe(2);
            each.Of("a", Then)!.Blob.ShouldBe("b1");
            each.Of("a", Then.Next)!.Blob.ShouldBe("b2");
            each.Of("a", Then.Next.Next).ShouldBeNull();
            each.Of("b", Then).ShouldBeNull();
            (each.Find("b1")!.IsLost, each.Find("b2")!.IsLost).ShouldBe((true, false));
        }
    }

    [Fact]
    public void What_leaves_is_given_out_no_more_and_what_is_removed_is_forgotten()
    {
        var book = Book();
        book.Learn(Stored("b1", "a", Then));
        book.Learn(Stored("b2", "b", Then));
        book.Learn(new BytesLeaving(["b1"], 1, 3, Then));
        foreach (var each in (BytesBook[])[book, Kept(book)])
        {
            each.Of("a", Then).ShouldBeNull();
            each.Queue.DueBy(Then, 9).ShouldHaveSingleItem().Blob.ShouldBe("b1");
        }
        book.Learn(new BytesRemoved(["b1", "b1"], Then));
        book.Find("b1").ShouldBeNull();
        book.Queue.Next.ShouldBe(Moment.Never);
        book.All.ShouldHaveSingleItem().Blob.ShouldBe("b2");
    }

    private static BytesBook Book() => new(TimeSpan.FromHours(24), 25);

    private static BytesBook Kept(BytesBook book)
    {
        var (writer, kept) = (new StateWriter(), Book());
        book.Exchange(writer);
        var reader = new StateReader(writer.Written.ToArray());
        kept.Exchange(reader);
        reader.End();
        return kept;
    }

    private static BytesStored Stored(string blob, string thing, Moment at) =>
        new(blob, thing, "media", 3, "00ff", "audio/mpeg", at, Doer.Start);
}
