using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Runtime.Replaying;

namespace Evenhand.Cli.Replaying;

/// <summary>Tells what a replay rejected and what matched nothing: on standard error, or as records in a file.</summary>
internal sealed class Report(IReadOnlyList<string> files)
{
    /// <summary>The most rejections that standard error shows.</summary>
    private const int MostShown = 50;

    /// <summary>Says it to a person.</summary>
    public void Tell(Replayed replayed, IReadOnlyList<Effect> effects, TextWriter to)
    {
        foreach (var rejection in replayed.Rejections.Take(MostShown))
            to.WriteLine($"{Place(rejection.File, rejection.Line)}: {rejection.Reason}");
        if (replayed.Rejections.Count > MostShown)
            to.WriteLine(
                $"… and {replayed.Rejections.Count - MostShown} more; --report FILE has them all"
            );
        foreach (var group in effects.OfType<Unmatched>().GroupBy(unmatched => unmatched.Message))
        {
            var first = group.First();
            to.WriteLine(
                $"unmatched: {group.Key} ({group.Count()} ×, first at {Place(first.File, first.Line)})"
            );
        }
        foreach (
            var (name, count) in replayed.UnknownNames.OrderBy(
                pair => pair.Key,
                StringComparer.Ordinal
            )
        )
            to.WriteLine($"unmatched: the catalogue knows no {name} ({count} ×)");
        if (replayed.Repeats > 0)
            to.WriteLine($"{replayed.Repeats} repeats dropped");
    }

    /// <summary>Writes a record a line.</summary>
    public void Write(Replayed replayed, IReadOnlyList<Effect> effects, Stream to)
    {
        foreach (var rejection in replayed.Rejections)
            Write(to, "rejected", rejection.File, rejection.Line, rejection.Reason);
        foreach (var unmatched in effects.OfType<Unmatched>())
            Write(to, "unmatched", unmatched.File, unmatched.Line, unmatched.Message);
        foreach (var (name, count) in replayed.UnknownNames)
            Write(to, "unmatched", -1, 0, $"the catalogue knows no {name} ({count} ×)");
    }

    private void Write(Stream to, string kind, int file, int line, string reason)
    {
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            if (file >= 0)
                json.WriteString("file", files[file]);
            if (line > 0)
                json.WriteNumber("line", line);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }
        to.WriteByte((byte)'\n');
    }

    private string Place(int file, int line) => line == 0 ? files[file] : $"{files[file]}:{line}";
}
