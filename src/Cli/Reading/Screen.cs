using System.Globalization;
using Spectre.Console;

namespace Evenhand.Cli.Reading;

/// <summary>Standard output, as people read it.</summary>
internal static class Screen
{
    /// <summary>Columns where the output is no terminal and COLUMNS says nothing.</summary>
    private const int PlainWidth = 120;

    /// <summary>The console, and how wide it is.</summary>
    public static IAnsiConsole Open()
    {
        // Colours are for terminals; files and pipes get plain text.
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            }
        );
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width =
                int.TryParse(
                    Environment.GetEnvironmentVariable("COLUMNS"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var columns
                )
                && columns > 0
                    ? columns
                    : PlainWidth;
        return console;
    }

    /// <summary>A heading.</summary>
    public static void Head(this IAnsiConsole console, string text) =>
        console.MarkupLine($"[bold]{Markup.Escape(Printable.Line(text))}[/]");

    /// <summary>A line.</summary>
    public static void Say(this IAnsiConsole console, string text) =>
        console.MarkupLine(Markup.Escape(Printable.Line(text)));
}
