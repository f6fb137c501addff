using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>What holds pages must itself see what is wrong.</summary>
public class WalkTests
{
    [Fact]
    public void A_page_is_its_commands_with_what_each_prints()
    {
        var steps = Walk.Of(
            """
            ```sh
            first
            ```

            prints

            ```text
            one
            ```

            ```yaml
            shown: only
            ```

            ```sh fails
            second &
            ```

            ```yaml
            shown: only
            ```

            ```text
            not of the second
            ```
            """.ReplaceLineEndings("\n")
        );
        steps.Count.ShouldBe(2);
        steps[0].ShouldBe(new Step(1, "first\n", false, "one\n", false));
        steps[1].ShouldBe(new Step(15, "second &\n", true, null, false));
        steps[1].GoesOn.ShouldBeTrue();
    }

    [Theory]
    [InlineData("one\ntwo", "one\ntwo\n", true)]
    [InlineData("one\ntwo", "one\ntwo\nthree\n", false)]
    [InlineData("one\n…", "one\ntwo\nthree\n", true)]
    [InlineData("…\nthree", "one\ntwo\nthree\n", true)]
    [InlineData("…\nfour", "one\ntwo\nthree\n", false)]
    [InlineData("key ek_…; shown", "key ek_ab-c; shown   \n", true)]
    [InlineData("key ek_…; shown", "key ek_ab\nc; shown\n", false)]
    [InlineData("a.c", "abc", false)]
    public void A_line_may_leave_open_what_differs(string shown, string printed, bool agrees) =>
        Shown.IsText(shown, printed).ShouldBe(agrees);

    [Theory]
    [InlineData("""{"a":1,"b":"x…"}""", """{"b":"xyz","a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"a":1,"…":"…"}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"a":1,"…":"…"}""", """{"b":2}""", false)]
    [InlineData("""[1,"…"]""", """[1,2,3]""", true)]
    [InlineData("""[2,"…"]""", """[1,2,3]""", false)]
    [InlineData("""[1]""", """[1,2]""", false)]
    [InlineData("""{"a":"…"}""", """{"a":[1]}""", true)]
    [InlineData("""{"a":"1"}""", """{"a":1}""", false)]
    [InlineData("""{}""", "no JSON", false)]
    public void An_object_may_leave_open_what_differs(string shown, string printed, bool agrees) =>
        Shown.IsJson(shown, printed).ShouldBe(agrees);
}
