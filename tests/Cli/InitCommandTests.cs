using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>A product of one's own from nothing.</summary>
public sealed class InitCommandTests
{
    [Fact]
    [Trait("fault", "S2-29")]
    public void What_is_begun_passes_the_check_with_every_mutant_and_replays_to_a_bill()
    {
        using var evenhand = new EvenhandProcess();
        var begun = evenhand.Run("init printworks");
        begun.Status.ShouldBe(0, begun.Errors);
        begun.Output.ShouldContain(Path.Combine("printworks", "events.ndjson"));
        var policy = Path.Combine("printworks", "policies", "printworks.md");
        var check = evenhand.Run($"policy check {policy} --mutate");
        check.Status.ShouldBe(0, check.Output + check.Errors);
        var replay = evenhand.Run(
            "replay printworks/events.ndjson --policies printworks/policies --until 2026-03-01T00:00:00Z"
        );
        replay.Status.ShouldBe(0, replay.Errors);
        replay.Output.ShouldContain("\"due\":\"5.00\"");
        replay.Output.ShouldContain("\"outcome\":\"deny\"");
        File.ReadAllText(Path.Combine(evenhand.Folder, "printworks", ".gitignore"))
            .ShouldContain("evenhand-data");
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("1st")]
    public void A_name_that_is_none_writes_nothing(string name)
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Run($"init {name}").Status.ShouldBe(2);
        Directory.EnumerateDirectories(evenhand.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_there_is_left_as_it_is()
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Run("init printworks").Status.ShouldBe(0);
        var again = evenhand.Run("init printworks");
        again.Status.ShouldBe(2);
        again.Errors.ShouldContain("is there already");
    }

    [Fact]
    [Trait("fault", "S2-26")]
    public void Nothing_to_do_is_told_in_a_few_lines()
    {
        using var evenhand = new EvenhandProcess();
        var ran = evenhand.Run("");
        ran.Status.ShouldBe(2);
        ran.Errors.ShouldContain("evenhand init NAME");
        ran.Errors.Split('\n').Length.ShouldBeLessThan(15);
        ran.Output.ShouldBeEmpty();
    }
}
