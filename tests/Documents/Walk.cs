using System.Text.RegularExpressions;

namespace Evenhand.Tests.Documents;

/// <summary>A page as what a reader types, step by step, and what the page says will come.</summary>
internal static partial class Walk
{
    private static readonly string[] Printed = ["text", "json"];

    /// <summary>The steps of a page.</summary>
    /// <param name="page">Its Markdown.</param>
    public static IReadOnlyList<Step> Of(string page)
    {
        var steps = new List<Step>();
        var afterCommand = false;
        foreach (Match block in Fence().Matches(page))
        {
            var words = block.Groups["info"].Value.Split(' ');
            var text = block.Groups["text"].Value;
            var line = page.AsSpan(0, block.Index).Count('\n') + 1;
            if (words[0] == "sh")
                steps.Add(new Step(line, text, words.Contains("fails"), null, false));
            else if (afterCommand && Printed.Contains(words[0]))
                steps[^1] = steps[^1] with { Shown = text, IsJson = words[0] == "json" };
            afterCommand = words[0] == "sh";
        }
        return steps;
    }

    [GeneratedRegex(
        @"^```(?<info>[^\n`]*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Fence();
}

/// <summary>Something that a reader types.</summary>
/// <param name="Line">Where it stands on the page.</param>
/// <param name="Command">What is typed.</param>
/// <param name="Fails">Whether it is meant to end badly.</param>
/// <param name="Shown">What the page says it prints; null where the page does not say.</param>
/// <param name="IsJson">Whether that is one JSON text.</param>
internal sealed record Step(int Line, string Command, bool Fails, string? Shown, bool IsJson)
{
    /// <summary>Whether it goes on while the reader types the next.</summary>
    public bool GoesOn => Command.TrimEnd().EndsWith('&');
}
