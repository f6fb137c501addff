using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using NodaTime;

namespace Evenhand.Cli;

/// <summary>
/// <c>--version</c>: the product, its commit, and the two things outside it that can change what a replay says: the
/// runtime and the time zone data.
/// </summary>
public sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>Enough of a commit to find it by.</summary>
    private const int CommitLength = 12;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Text);
        return ExitStatus.Ok;
    }

    /// <summary>The product's version alone.</summary>
    internal static string Number =>
        typeof(VersionAction)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    private static string Text
    {
        get
        {
            var informational = typeof(VersionAction)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                .InformationalVersion.Split('+');
            var commit = informational is [_, { Length: > 0 } hash]
                ? hash[..Math.Min(hash.Length, CommitLength)]
                : "unknown";
            return $"""
                evenhand {informational[0]}
                commit   {commit}
                runtime  .NET {Environment.Version}
                zones    {DateTimeZoneProviders.Tzdb.VersionId}
                """;
        }
    }
}
