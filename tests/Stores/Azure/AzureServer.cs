using System.Globalization;
using Azure.Storage.Blobs;
using Evenhand.Stores.Azure;

namespace Evenhand.Tests.Stores.Azure;

/// <summary>A real server that speaks the protocol of Azure Blob Storage (azurite), one for this run; each test has a part of its container.</summary>
internal static class AzureServer
{
    public const string Container = "evenhand";
    public const string Account = "devstoreaccount1";

    /// <summary>The key that the server is published with, for tests alone.</summary>
    public const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly Lazy<Uri> Server = new(Begin);

    private static int places;

    /// <summary>Where the account's blobs are.</summary>
    public static Uri Address => Server.Value;

    /// <summary>A place of a test's own, with the server's credentials in a file.</summary>
    public static AzurePlace NewPlace() =>
        new(
            Container,
            string.Create(CultureInfo.InvariantCulture, $"of-{Interlocked.Increment(ref places)}/")
        )
        {
            Account = Account,
            Endpoint = Address,
            Credentials = Credentials(Key),
        };

    /// <summary>A file of credentials.</summary>
    public static string Credentials(string key)
    {
        var file = Path.Combine(
            Path.GetTempPath(),
            $"evenhand-azure-{Environment.ProcessId}-{key.Length}"
        );
        lock (Server)
            if (!File.Exists(file))
                File.WriteAllText(file, key + "\n");
        return file;
    }

    private static Uri Begin()
    {
        var server = NodeServer.Start(
            "azurite",
            """
            // It tells where it listens in a sentence, and nothing else is asked of it.
            console.log = line => {
              const found = /listens on (\S+)/.exec(String(line));
              if (found) process.stdout.write(`${found[1]}/\n`);
            };
            process.argv = [...process.argv.slice(0, 2), '--blobHost', '127.0.0.1', '--blobPort', '0', '--location', folder,
              '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
            await import('azurite/dist/src/blob/main.js');
            """
        );
        var address = new Uri(server.Address, Account);
        var its = new AzurePlace(Container, "")
        {
            Account = Account,
            Endpoint = address,
            Credentials = Credentials(Key),
        };
        AzureClient.Of(its).Create();
        return address;
    }
}
