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
            .InOrder.Single()
            .Message.ShouldBe("two versions of `harbour` take effect at 2026-01-01T00:00:00Z");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        PolicyFolder.Load(Path.Combine(folder.FullName, "nowhere"), problems).ShouldBeNull();
        problems.InOrder.Single().Message.ShouldStartWith("cannot be read");
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
