using System.CommandLine;
using System.Text;
using Evenhand.Cli.Starting;

namespace Evenhand.Cli;

/// <summary><c>evenhand init</c>: a product of one's own to begin from.</summary>
internal static class InitCommand
{
    private const string Description = """
        Begin a product of your own: a catalogue, a policy, a stream of events, in a new folder.

        What it writes passes `policy check` and replays; change it from there. Exit status: 0; 2 when the name is no good,
        the folder holds something already, or nothing can be written.

        Example:
          evenhand init printworks
        """;

    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "The name of the policy and of its folder: small letters, digits and hyphens",
    };

    public static Command Create()
    {
        var command = new Command("init", Description) { Name };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Name)));
        return command;
    }

    private static int Run(string name)
    {
        if (!IsName(name))
            return Refused(
                $"{Printable.Line(name)} is no name: begin with a small letter, go on with letters, digits and hyphens."
            );
        if (
            File.Exists(name)
            || Directory.Exists(name) && Directory.EnumerateFileSystemEntries(name).Any()
        )
            return Refused($"{name} is there already.");
        try
        {
            foreach (var (file, text) in Beginning.Of(name))
                Write(Path.Combine(name, file), text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused($"{name}: cannot be written: {e.Message}");
        }
        Console.Error.WriteLine();
        Console.Error.WriteLine("Next:");
        foreach (var next in Beginning.Next(name))
            Console.Error.WriteLine($"  {next}");
        return ExitStatus.Ok;
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.Out.WriteLine(file);
    }

    private static int Refused(string why)
    {
        Console.Error.WriteLine(why);
        return ExitStatus.BadInput;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 60
        && char.IsAsciiLetterLower(name[0])
        && name.All(each =>
            char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each == '-'
        );
}
