using System.CommandLine;
using Evenhand.Server.Settings;

namespace Evenhand.Cli.Serving;

/// <summary>The table of settings as options.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<string, Option<string?>> options = new();

    /// <summary>Options for all settings, or for those that are named.</summary>
    public SettingOptions(params string[] names)
    {
        foreach (var row in SettingTable.Rows.Where(row => row.Flag is not null))
            if (names.Length == 0 || names.Contains(row.Name))
                options[row.Flag!] = new Option<string?>(row.Flag!)
                {
                    Description = $"{row.Help} {row.Variable}. Default: {row.Default}",
                    HelpName = row.Value,
                };
        if (names.Length == 0)
            options[SettingTable.FileFlag] = new Option<string?>(SettingTable.FileFlag)
            {
                Description =
                    $"A file of settings: JSON, or lines such as grace = 3d. {SettingTable.FileVariable}.",
                HelpName = "FILE",
            };
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in options.Values)
            command.Add(option);
    }

    /// <summary>The settings of a run; null, with the problems told, when any is no good.</summary>
    public ServerSettings? Read(ParseResult parsed, TextWriter errors)
    {
        var (problems, warnings) = (new List<string>(), new List<string>());
        var settings = SettingSources.Read(
            flag => options.TryGetValue(flag, out var option) ? parsed.GetValue(option) : null,
            Environment.GetEnvironmentVariable,
            problems,
            Environment.GetEnvironmentVariables().Keys.Cast<string>(),
            warnings
        );
        foreach (var warning in warnings)
            errors.WriteLine(Printable.Line($"evenhand: warning: {warning}"));
        foreach (var problem in problems)
            errors.WriteLine(Printable.Line($"evenhand: {problem}"));
        return settings;
    }
}
