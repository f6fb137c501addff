using Evenhand.Channels.Composing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Outbox;
using Evenhand.Node.Stored;
using Evenhand.Server.Sites.SigningIn;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Channels.Composing;

/// <summary>Letters are made of templates; what a field says is text, and a template that is no good is told with its line.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-templates-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("step")]
    [InlineData("step-changed")]
    [InlineData("near-allowance")]
    [InlineData("some-kind-of-tomorrow")]
    public void Our_own_have_a_letter_for_every_kind(string kind)
    {
        var letter = TemplateSet.Own.Of(Entry(kind), "xx");
        letter.Subject.ShouldStartWith("Calls");
        letter.Text.ShouldContain("You used 90 %.");
        letter.Text.ShouldNotContain("{{");
        letter.Text.ShouldNotContain("corrects");
        letter.Html!.ShouldContain("<em>Calls</em>");
        letter.Html!.ShouldNotContain("{{");
    }

    [Fact]
    public void The_nearest_template_is_taken()
    {
        Write("de/notice.md", "Subject: de\n\nde");
        Write("de/step.md", "Subject: de step\n\nde");
        Write("fair/de/notice.md", "Subject: fair de\n\nde");
        Write("fair/en/step.md", "Subject: fair en step\n\nen");
        var set = TemplateSet.Open(folder.FullName);

        set.Of(Entry("step"), "de").Subject.ShouldBe("fair de");
        set.Of(Entry("step", policy: "other"), "de").Subject.ShouldBe("de step");
        set.Of(Entry("near-allowance", policy: "other"), "de").Subject.ShouldBe("de");
        set.Of(Entry("step"), "en").Subject.ShouldBe("fair en step");
        set.Of(Entry("step", policy: "other"), "en").Subject.ShouldStartWith("Calls");
        set.Of(Entry("step"), "fr").Subject.ShouldBe("fair en step");
    }

    [Fact]
    public void What_a_field_says_makes_neither_a_link_nor_an_element_nor_a_line_of_the_subject()
    {
        Write("en/notice.md", "Subject: {{message}}\n\n**{{message}}** [x]({{message}})");
        var letter = TemplateSet
            .Open(folder.FullName)
            .Of(Entry("any", "<b>[a](https://evil.example)</b>\r\nBcc: eve@evil.example"), "en");

        letter.Subject.ShouldNotContain("\n");
        letter.Html!.ShouldNotContain("<b>");
        letter.Html!.ShouldNotContain("href=\"https://evil");
        letter.Html!.ShouldContain("&lt;b&gt;");
    }

    [Fact]
    public void All_that_is_wrong_is_told_with_file_and_line()
    {
        Write("en/step.md", "Hello\n\n{{account}}\n{{acount}}");
        Write("de/notice.md", "Subject: x\ntext");
        Should
            .Throw<BadTemplateException>(() => TemplateSet.Open(folder.FullName))
            .Problems.Select(each => each[..each.IndexOf(' ')])
            .ShouldBe(["de/notice:2:", "en/step:1:", "en/step:4:"]);
    }

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }

    private static SaidEntry Entry(
        string kind,
        string message = "You used 90 %.",
        string policy = "fair"
    ) =>
        new(
            new AccountId("acme"),
            "n1",
            new ToldNotice(
                "calls",
                kind,
                message,
                new Moment(0),
                "acme",
                policy,
                "2026.1",
                "Calls"
            ),
            null
        );
}
