using Evenhand.Server;
using Evenhand.Server.Settings;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Publishing;

/// <summary>A file that was changed after its version was published.</summary>
public sealed class FolderDriftTests
{
    [Fact]
    public async Task The_server_goes_on_under_what_was_published_and_says_what_differs()
    {
        var policies = Directory.CreateTempSubdirectory("evenhand-policies-");
        var data = Directory.CreateTempSubdirectory("evenhand-drift-");
        try
        {
            foreach (var name in new[] { "catalogue.yaml", "stackcx.md" })
                File.Copy(
                    RepositoryFile.PathOf($"policies/{name}"),
                    Path.Combine(policies.FullName, name)
                );
            (await LoggedAsync(data, policies)).ShouldNotContain(line =>
                line.Contains("published under")
            );
            var file = Path.Combine(policies.FullName, "stackcx.md");
            var text = File.ReadAllText(file);
            File.WriteAllText(file, text + "\nOne word more.\n");
            var told = (await LoggedAsync(data, policies)).Single(line =>
                line.Contains("stackcx 1 is not the text that was published under this version")
            );
            told.ShouldContain("such as 2, or take the file back");
            told.ShouldMatch("It differs in: [A-Z][a-z ]+\\.");
        }
        finally
        {
            policies.Delete(recursive: true);
            data.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyCollection<string>> LoggedAsync(
        DirectoryInfo data,
        DirectoryInfo policies
    )
    {
        using var log = new LogLines();
        var settings = new ServerSettings { Data = data.FullName, Urls = ["http://127.0.0.1:0"] };
        await using (
            await RunningServer.StartAsync(
                settings,
                policies.FullName,
                TimeProvider.System,
                log.Factory
            )
        )
            return [.. log.All];
    }
}
