using Evenhand.Server;
using Evenhand.Server.Settings;

namespace Evenhand.Cli.Serving;

/// <summary>What is shown when a server has started.</summary>
internal static class Banner
{
    /// <summary>Shows it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="settings">What is set.</param>
    /// <param name="to">Where people read.</param>
    /// <param name="firstLink">The link by which the first administrator comes in, from the server's root; null at later starts.</param>
    public static void Write(
        RunningServer server,
        ServerSettings settings,
        TextWriter to,
        string? firstLink = null
    )
    {
        var policies = server
            .Node.Policies()
            .Select(policy => $"{policy.Version.Name} {policy.Version.Version}");
        to.WriteLine(
            $"Evenhand {VersionAction.Number} serves at {string.Join(", ", server.Addresses)}"
        );
        to.WriteLine($"  data      {Path.GetFullPath(settings.Data)}");
        to.WriteLine($"  policies  {string.Join(", ", policies)}");
        to.WriteLine("  pages     /policies    API  /openapi.json    health  /health/ready");
        if (server.Addresses.Any(IsExposed))
            to.WriteLine(
                "  note      an http address that others reach: keys travel readably; see --tls-cert"
            );
        if (server.FirstKey is { } key)
        {
            to.WriteLine();
            to.WriteLine("  The first administrator's key, shown this once:");
            to.WriteLine($"  {key}");
        }
        if (firstLink is not null)
        {
            to.WriteLine();
            to.WriteLine("  The person admin signs in to the console here, once, within an hour:");
            to.WriteLine($"  {AddressOf(server, settings)}{firstLink}");
            to.WriteLine("  Further links: evenhand people link admin");
        }
        if (server.FirstKey is not null || firstLink is not null)
            to.WriteLine();
        to.WriteLine("Serving. An interrupt lets it finish what is under way.");
    }

    private static string AddressOf(RunningServer server, ServerSettings settings) =>
        (settings.PublicUrl?.AbsoluteUri ?? server.Addresses[0]).TrimEnd('/');

    private static bool IsExposed(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", IsLoopback: false };
}
