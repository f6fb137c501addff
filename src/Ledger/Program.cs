using System.Reflection;

namespace Evenhand.Ledger;

/// <summary>This program.</summary>
internal static class Program
{
    /// <summary>Its version, as `evenhand --version` begins.</summary>
    public static string Version { get; } =
        typeof(Program)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "?";
}
