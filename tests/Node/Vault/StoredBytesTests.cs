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
        BytesEntry[] entries = [Stored("b1", "a", Then), new BytesLost(["b1"], Then, Doer.Start)];
        string[] words = ["stored", "lost"];
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
        var book = new BytesBook();
        book.Learn(Stored("b1", "a", Then));
        book.Learn(Stored("b1", "a", Then));
        book.Learn(Stored("b2", "a", Then.Next));
        book.Learn(new BytesLost(["b1", "unknown"], Then, Doer.Start));
        foreach (var each in (BytesBook[])[book, Kept(book)])
        {
            each.All.Count.ShouldBe(2);
            each.Of("a", Then)!.Blob.ShouldBe("b1");
            each.Of("a", Then.Next)!.Blob.ShouldBe("b2");
            each.Of("a", Then.Next.Next)!.Blob.ShouldBe("b2");
            each.Of("b", Then).ShouldBeNull();
            (each.Find("b1")!.IsLost, each.Find("b2")!.IsLost).ShouldBe((true, false));
        }
    }

    private static BytesBook Kept(BytesBook book)
    {
        var (writer, kept) = (new StateWriter(), new BytesBook());
        book.Exchange(writer);
        var reader = new StateReader(writer.Written.ToArray());
        kept.Exchange(reader);
        reader.End();
        return kept;
    }

    private static BytesStored Stored(string blob, string thing, Moment at) =>
        new(blob, thing, "media", 3, "00ff", "audio/mpeg", at, Doer.Start);
}
