using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies;

/// <summary>A folder of policies becomes a shelf, or all that is wrong with it is told.</summary>
public sealed class PolicyFolderTests : IDisposable
{
    private const string Rule = "none: intent\nbecause: so";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly Problems problems = new();

    public PolicyFolderTests() =>
        File.Copy(
            Path.Combine(HarbourFiles.Folder, CatalogueReader.FileName),
            Path.Combine(folder.FullName, CatalogueReader.FileName)
        );

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Versions_may_stand_in_folders_below_and_a_readme_is_no_policy()
    {
        Write(
            "harbour.md",
            HarbourFiles
                .Dock(Rule)
                .Replace("version: 1\neffective: 2026", "version: 2\neffective: 2027")
        );
        Write("history/harbour-1.md", HarbourFiles.Dock(Rule));
        Write("README.md", "# Nothing to run\n\nTwelve policies, 7 of them ours.\n");
        var shelf = PolicyFolder.Load(folder.FullName, problems);
        problems.InOrder.ShouldBeEmpty();
        shelf!.Names.ShouldBe(["harbour"]);
        shelf.Versions("harbour").Select(version => version.Version).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_policy_that_does_not_compile_makes_no_shelf()
    {
        Write("harbour.md", HarbourFiles.Dock("end: { keeps: long }"));
        Write("pier.md", HarbourFiles.FrontMatter.Replace("harbour", "pier") + "### Dock\n");
        PolicyFolder.Load(folder.FullName, problems).ShouldBeNull();
        problems
            .InOrder.Select(problem => Path.GetFileName(problem.File))
            .ShouldBe(["harbour.md", "pier.md"]);
    }

    [Fact]
    public void Two_versions_of_one_day_are_told()
    {
        Write("harbour.md", HarbourFiles.Dock(Rule));
        Write("copy.md", HarbourFiles.Dock(Rule));
        PolicyFolder.Load(folder.FullName, problems).ShouldBeNull();
        problems
            .InOrder.Select(problem => problem.Message)
            .ShouldBe([
                $"two texts are version 1 of `harbour`: this file and {PathOf("copy.md")}",
                $"two versions of `harbour` take effect at 2026-01-01T00:00:00Z: this file and {PathOf("copy.md")}",
            ]);
        problems.InOrder.ShouldAllBe(problem => problem.File == PathOf("harbour.md"));
    }

    [Fact]
    [Trait("fault", "S2-22")]
    public void What_is_no_policy_stops_nothing()
    {
        Write("harbour.md", HarbourFiles.Dock(Rule));
        Write("CHANGELOG.md", new string('[', 5_000));
        Write("deep.md", string.Concat(Enumerable.Repeat("> ", 5_000)) + "so deep");
        Write("blog.md", "---\ntitle: [broken\n---\n# Hello\n");
        Write("large.md", new string('a', SourceText.MaxBytes + 1));
        File.WriteAllBytes(PathOf("latin.md"), [0xe9, 0xff, 0x0a]);
        Write("drafts/harbour-2.md", HarbourFiles.Dock("nonsense: ["));
        Write("drafts/2027/harbour-3.md", HarbourFiles.Dock("nonsense: ["));
        Write("node_modules/other/policy.md", HarbourFiles.Dock("nonsense: ["));
        Write(".git/harbour.md", HarbourFiles.Dock("nonsense: ["));
        Write("pier/catalogue.yaml", "events: {}\n");
        Write("pier/pier.md", HarbourFiles.Dock("nonsense: ["));
        var shelf = PolicyFolder.Load(folder.FullName, problems);
        problems.InOrder.ShouldBeEmpty();
        shelf!.Versions("harbour").Length.ShouldBe(1);
        PolicyFolder
            .Open(folder.FullName, shelf.Catalogue, _ => false, problems)!
            .Count.ShouldBe(1);
    }

    [Fact]
    [Trait("fault", "S2-22")]
    public void What_calls_itself_a_policy_and_cannot_be_read_is_told_with_its_file()
    {
        Write("harbour.md", HarbourFiles.Dock(Rule));
        Write("torn.md", "---\npolicy: torn\nversion: [\n---\n### Dock\n");
        Write("long.md", "---\npolicy: long\n---\n" + new string('a', SourceText.MaxBytes));
        Write("wild.md", "---\npolicy: wild\n---\n" + new string('[', 5_000));
        PolicyFolder.Load(folder.FullName, problems).ShouldBeNull();
        problems
            .InOrder.Select(problem => Path.GetFileName(problem.File))
            .Distinct()
            .ShouldBe(["long.md", "torn.md", "wild.md"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        PolicyFolder.Load(Path.Combine(folder.FullName, "nowhere"), problems).ShouldBeNull();
        problems.InOrder.Single().Message.ShouldStartWith("cannot be read");
    }

    private void Write(string name, string text)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
