using System.Globalization;

namespace Evenhand.Node.Exporting;

/// <summary>
/// Names of files for versions of policies: of characters that every system takes, and none twice, also where capitals do
/// not count.
/// </summary>
internal sealed class FileNames
{
    /// <summary>Characters of the longest name; systems take 255 bytes.</summary>
    private const int Longest = 100;

    private readonly HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the next one.</summary>
    public string Of(string policy, string version)
    {
        var name = Safe($"{policy}-{version}");
        var unique = name;
        for (var number = 2; !given.Add(unique); number++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        return unique + ".md";
    }

    /// <summary>Names of policies are slugs; a version may hold anything.</summary>
    private static string Safe(string name) =>
        string.Concat(
                name.Take(Longest)
                    .Select(each =>
                        char.IsAsciiLetterOrDigit(each) || each is '.' or '-' ? each : '_'
                    )
            )
            .TrimStart('.');
}
