using Evenhand.Cli.Reading;

namespace Evenhand.Cli.Vault;

/// <summary>What is said of a target on the command line.</summary>
internal static class TargetWords
{
    /// <summary>Names with their values.</summary>
    /// <exception cref="ReadRefusedException">One is no name with a value, or is said twice.</exception>
    public static Dictionary<string, string> Of(string[]? words, string option)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words ?? [])
            if (
                word.Split('=', 2) is not [{ Length: > 0 } name, var value]
                || !said.TryAdd(name, value)
            )
                // What is no pair may be a secret that was meant otherwise: it is not repeated.
                throw new ReadRefusedException($"{option} takes NAME=VALUE, each name once");
        return said;
    }

    /// <summary>Names with what is in files.</summary>
    /// <exception cref="ReadRefusedException">One is no name with a file that can be read.</exception>
    public static Dictionary<string, string> OfFiles(string[]? words, string option)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in Of(words, option))
            said.Add(name, Read(name, file));
        return said;
    }

    private static string Read(string name, string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ReadRefusedException($"the file of {name} cannot be read: {wrong.Message}");
        }
    }
}
