using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of templates stays readable: these texts never change.</summary>
public class StoredTemplateTests
{
    private static readonly Doer Bob = new(null, Via: "console", Person: "bob");

    [Fact]
    public void Every_entry()
    {
        Frozen(
            new TemplateWritten("de/step", 2, "Subject: a\n\nb", Bob),
            """{"what":"written","path":"de/step","revision":2,"text":"Subject: a\n\nb","by":{"via":"console","person":"bob"}}"""
        );
        Frozen(
            new TemplateDropped("de/step", Bob),
            """{"what":"dropped","path":"de/step","by":{"via":"console","person":"bob"}}"""
        );
    }

    private static void Frozen(TemplateEntry entry, string text)
    {
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(text);
        TemplateEntry.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(entry);
    }
}
