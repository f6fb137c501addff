using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of drafts stays readable: these texts never change.</summary>
public class StoredDraftTests
{
    private static readonly Doer Bob = new(null, Via: "console", Person: "bob");

    [Fact]
    public void Every_entry()
    {
        Frozen(
            new DraftWritten("d1", "fair", "bob", "1", 2, "# Fair\n", Bob),
            """{"what":"written","id":"d1","policy":"fair","owner":"bob","from":"1","revision":2,"text":"# Fair\n","by":{"via":"console","person":"bob"}}"""
        );
        Frozen(
            new DraftEnded("d1", "fair", "2", Bob),
            """{"what":"ended","id":"d1","policy":"fair","as":"2","by":{"via":"console","person":"bob"}}"""
        );
    }

    private static void Frozen(DraftEntry entry, string text)
    {
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        DraftEntry.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(entry);
    }
}
