using System.CommandLine;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Replay.Output;

namespace Evenhand.Cli.Reading;

/// <summary>Instants as they are given on a command line: an instant, or a day of UTC.</summary>
internal static class Moments
{
    /// <summary>An option that takes one.</summary>
    public static Option<string?> Option(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "WHEN" };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } text && Read(text) is null)
                result.AddError($"{name} is an instant such as 2026-01-31T12:00:00Z, or a date");
        });
        return option;
    }

    /// <summary>The instant; null where none was given.</summary>
    public static DateTimeOffset? Of(string? text) =>
        Read(text) is { } moment ? Instants.Of(moment) : null;

    /// <summary>The instant; null where none was given, or it is none.</summary>
    public static Moment? Read(string? text) =>
        text is not null
        && Rfc3339.TryParse(
            Encoding.UTF8.GetBytes(text.Length == 10 ? text + "T00:00:00Z" : text),
            out var moment
        )
            ? moment
            : null;
}
