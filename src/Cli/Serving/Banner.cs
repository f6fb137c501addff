using Evenhand.Server;
using Evenhand.Server.Settings;

namespace Evenhand.Cli.Serving;

/// <summary>What is shown when a server has started.</summary>
internal static class Banner
{
    public static void Write(RunningServer server, ServerSettings settings, TextWriter to)
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
            to.WriteLine();
        }
        to.WriteLine("Serving. An interrupt lets it finish what is under way.");
    }

    /// <summary>Shows the link of the first person, this once.</summary>
    public static void Welcome(
        RunningServer server,
        ServerSettings settings,
        string link,
        TextWriter to
    )
    {
        var root = settings.PublicUrl?.AbsoluteUri ?? server.Addresses[0];
        to.WriteLine();
        to.WriteLine("  The console, for the person admin, once and within an hour:");
        to.WriteLine($"  {root.TrimEnd('/')}{link}");
        to.WriteLine("  Later links: evenhand people link admin");
        to.WriteLine();
    }

    private static bool IsExposed(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", IsLoopback: false };
}
