using System.Net;
using Evenhand.Channels.Composing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Outbox;

/// <summary>Letters are worded in the console, with what an account was told before one's eyes.</summary>
public sealed class TemplatePageTests : IAsyncLifetime
{
    private const string Page = "/console/templates/text?policy=&tag=fr&kind=step";
    private const string One = "/console/templates/text";

    private Cast cast = null!;
    private Visitor bob = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("quiet");
        await cast.OpenAsync("told");
        await cast.CaseAsync("told");
        await cast.Server.Server.Node.LookAfterDueAsync();
        bob = await AsAsync("bob");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_template_is_looked_at_with_real_figures_kept_and_taken_back()
    {
        var page = await bob.OpenAsync(Page);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain("There is no such template yet: this is the text of en/step");
        page.Body.ShouldContain("As told would have it");
        page.Body.ShouldContain("This concerns your account **told**");
        var tried = await SendAsync("look", "Subject: Maßnahme {{id}}\n\nFür {{account}} <b>");
        tried.Status.ShouldBe(HttpStatusCode.OK);
        tried.Body.ShouldContain("This text is not kept yet");
        WebUtility.HtmlDecode(tried.Body).ShouldContain("Für told <b>");
        tried.Body.ShouldNotContain("told <b>");
        (await LetterAsync()).ShouldNotContain("Für told");

        await bob.FollowAsync(await SendAsync("keep", "Subject: Maßnahme\n\nFür {{account}}"));
        (await LetterAsync()).ShouldBe("Für told\n");
        (await bob.OpenAsync("/console/templates")).Body.ShouldContain("Worded here");
        await cast.Server.RestartAsync();
        (await LetterAsync()).ShouldBe("Für told\n");
        var trail = (await cast.Server.GetAsync("/v1/audit")).Body;
        trail.ShouldContain("template.written");
        trail.ShouldContain("fr/step");

        bob = await AsAsync("bob");
        await bob.DoAsync(Page, "/console/templates/drop");
        (await LetterAsync()).ShouldContain("This concerns your account **told**");
        (await cast.Server.GetAsync("/v1/audit")).Body.ShouldContain("template.dropped");
    }

    [Fact]
    public async Task What_is_wrong_stands_under_the_words_and_is_not_kept()
    {
        var wrong = await SendAsync("keep", "Subject: a\n\nb {{acount}}\nc");
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Body.ShouldContain("<mark>b {{acount}}</mark>");
        wrong.Body.ShouldContain("There is no field acount");
        wrong.Body.ShouldContain("A text with a mistake makes no letter");
        (await LetterAsync()).ShouldContain("This concerns your account **told**");
        (await SendAsync("look", "no subject")).Body.ShouldContain("the first line is");
    }

    [Fact]
    public async Task Of_two_who_word_at_once_the_second_is_told()
    {
        var other = await AsAsync("dan");
        var first = await bob.OpenAsync(Page);
        await other.FollowAsync(await SendAsync("keep", "Subject: a\n\nfirst", other));
        var fields = Visitor.FormOf(first, One);
        var second = await bob.PostAsync(
            One,
            [
                .. Visitor.Pairs(fields),
                ("text", "Subject: a\n\nsecond"),
                ("account", ""),
                ("do", "keep"),
            ]
        );
        second.Status.ShouldBe(HttpStatusCode.BadRequest, second.Body);
        second.Body.ShouldContain("was worded meanwhile");
        second.Body.ShouldContain("second");
        (await LetterAsync()).ShouldBe("first\n");
    }

    [Fact]
    public async Task Who_only_reads_sees_texts_and_letters_and_words_none()
    {
        var ann = await AsAsync("eve");
        var page = await ann.OpenAsync(Page);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldNotContain("value=\"keep\"");
        (await ann.OpenAsync(Page + "&account=quiet")).Body.ShouldContain(
            "No account that was looked at has been told that"
        );
        (await SendAsync("keep", "Subject: a\n\nb", ann)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("policy=&tag=de&kind=../x")]
    [InlineData("policy=&tag=de/..&kind=step")]
    [InlineData("policy=nobody&tag=de&kind=step")]
    public async Task What_can_be_no_template_has_no_page(string query) =>
        ((int)(await bob.OpenAsync($"{One}?{query}")).Status).ShouldBeInRange(400, 404);

    [Fact]
    public void A_text_that_a_later_release_does_not_understand_leaves_what_was_there()
    {
        var set = TemplateSet.Open(null);
        set.Reword("en/step", "Subject: a\n\n{{gone}}");
        set.TextOf("", "en", "step").Text.ShouldStartWith("Subject: {{title}}");
    }

    private async Task<Answer> SendAsync(string what, string text, Visitor? who = null)
    {
        who ??= bob;
        var shown = await who.OpenAsync(Page);
        return await who.PostAsync(
            One,
            [
                .. Visitor.Pairs(Visitor.FormOf(shown, One)),
                ("text", text),
                ("account", "told"),
                ("do", what),
            ]
        );
    }

    /// <summary>The letter on the step as the route has it, in a language of which there is no template.</summary>
    private async Task<string> LetterAsync()
    {
        var notices = (await cast.Server.GetAsync("/v1/accounts/told/notices")).Json;
        var step = notices
            .GetProperty("items")
            .EnumerateArray()
            .Last(each => each.GetProperty("notice").GetString() == "step")
            .GetProperty("id")
            .GetString();
        return (await cast.Server.GetAsync($"/v1/accounts/told/notices/{step}/letter?language=fr"))
            .Json.GetProperty("text")
            .GetString()!;
    }

    private Task<Visitor> AsAsync(string person) =>
        Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));
}
