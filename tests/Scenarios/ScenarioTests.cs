using Shouldly;
using Xunit;

namespace Evenhand.Tests.Scenarios;

/// <summary>The ladders of the published policies, up and down, as documents. See the README.</summary>
public sealed class ScenarioTests
{
    private const string Folder = "tests/Scenarios/Documents";

    public static IEnumerable<TheoryDataRow<string>> Documents =>
        Directory
            .EnumerateFiles(RepositoryFile.PathOf(Folder), "*.md")
            .Select(path => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(path)))
            .OrderBy(row => row.Data, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_a_document_says_is_what_a_replay_says(string name)
    {
        var path = RepositoryFile.PathOf($"{Folder}/{name}.md");
        var text = File.ReadAllText(path);
        var said = Scenario.Read(text).Run();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") == "1")
            File.WriteAllText(path, said);
        else
            said.ShouldBe(text);
    }

    [Fact]
    public void Each_policy_has_a_ladder_up_and_one_down()
    {
        var names = Documents.Select(row => row.Data).ToArray();
        foreach (
            var policy in Directory
                .EnumerateFiles(RepositoryFile.PathOf("policies"), "*.md")
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => name != "README")
        )
        foreach (var way in new[] { "up", "down" })
            names.ShouldContain($"{policy}-{way}");
    }

    [Fact]
    public void What_is_recorded_is_read_and_recorded_again_as_it_stands()
    {
        foreach (var row in Documents)
        {
            var said = Scenario
                .Read(File.ReadAllText(RepositoryFile.PathOf($"{Folder}/{row.Data}.md")))
                .Run();
            Scenario.Read(said).Run().ShouldBe(said);
        }
    }
}
