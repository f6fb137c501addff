using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Bodies;
using Evenhand.Node.Roles;
using Evenhand.Server;
using Evenhand.Server.Settings;
using Evenhand.Tests.Tidy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>
/// A file of the data folder that is cut short: the server starts and says the same as before, or it does not start and says which
/// file, what is wrong with it, and what to do.
/// </summary>
public sealed class CutShortTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-cut-");

    /// <summary>What may end a start, each with words for people; whatever else is called a defect.</summary>
    private static readonly Type[] Told =
    [
        typeof(IOException),
        typeof(LedgerException),
        typeof(CannotServeException),
    ];

    private string Data => Path.Combine(folder.FullName, "data");

    public async ValueTask InitializeAsync()
    {
        await using var server = await StartAsync();
        await server.Node.IngestAsync(
            Encoding.UTF8.GetBytes(
                TestEvents.Line(
                    "acme",
                    "o",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC"}""",
                    DateTimeOffset.UtcNow.AddDays(-1)
                ) + "\nnonsense"
            ),
            BodyFormat.Lines
        );
        await server.Node.People.AddAsync("ann", "Ann", "", Role.Admin);
        server.ConsoleLink("ann").ShouldNotBeEmpty();
        await File.WriteAllTextAsync(
            Path.Combine(Data, "bounces-read"),
            "17 4",
            TestContext.Current.CancellationToken
        );
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task Each_file_is_told_of_or_does_no_harm()
    {
        var files = Directory
            .EnumerateFiles(Data, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Data, file))
            .Order(StringComparer.Ordinal)
            .ToArray();
        files.ShouldContain(file => file.StartsWith("keyring", StringComparison.Ordinal));
        files.ShouldContain(SqliteLedger.FileName);
        foreach (var file in files)
        foreach (var keeps in (double[])[0, 0.5])
        {
            var path = Path.Combine(Data, file);
            var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            using (var cut = new FileStream(path, FileMode.Open))
                cut.SetLength((long)(whole.Length * keeps));
            var refusal = await TryAsync();
            if (refusal is not null)
            {
                Told.ShouldContain(type => type.IsInstanceOfType(refusal), $"{file}: {refusal}");
                refusal.Message.ShouldContain(path);
                refusal.Message.ShouldMatch("backup|restore|move it away");
            }
            if (
                file.StartsWith("keyring", StringComparison.Ordinal)
                || file == SqliteLedger.FileName
            )
                refusal.ShouldNotBeNull($"{file} of which {keeps} is left");
            await File.WriteAllBytesAsync(path, whole, TestContext.Current.CancellationToken);
            foreach (var log in (string[])["-wal", "-shm"])
                if (!files.Contains(SqliteLedger.FileName + log))
                    File.Delete(Path.Combine(Data, SqliteLedger.FileName + log));
        }
        (await TryAsync()).ShouldBeNull("all is whole again");
    }

    /// <summary>Starts the server, which must know what it knew; why it does not start, else null.</summary>
    private async Task<Exception?> TryAsync()
    {
        try
        {
            await using var server = await StartAsync();
            server.Node.Account(new AccountId("acme")).ShouldNotBeNull();
            server.ConsoleLink("ann").ShouldNotBeEmpty();
            return null;
        }
        catch (Exception refusal) when (refusal is not ShouldAssertException)
        {
            return refusal;
        }
    }

    private Task<RunningServer> StartAsync() =>
        RunningServer.StartAsync(
            new ServerSettings
            {
                Data = Data,
                Urls = ["http://127.0.0.1:0"],
                AdminKey = ServerUnderTest.AdminKey,
                LogLevel = LogLevel.None,
            },
            Path.Combine(Tree.Root(), "policies"),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
}
