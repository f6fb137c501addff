using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Replay;
using Evenhand.Wording;

namespace Evenhand.Cli.Replaying;

/// <summary>Tells what a replay rejected and what matched nothing: on standard error, or as records in a file.</summary>
internal sealed class Report(IReadOnlyList<string> files)
{
    /// <summary>The most rejections that a terminal shows; whoever redirects standard error gets them all.</summary>
    private const int MostShown = 50;

    /// <summary>Says it to a person.</summary>
    /// <param name="replayed">The replay.</param>
    /// <param name="effects">Its effects.</param>
    /// <param name="to">Where to.</param>
    /// <param name="isTerminal">Whether somebody is looking on.</param>
    public void Tell(
        Replayed replayed,
        IReadOnlyList<Effect> effects,
        TextWriter to,
        bool isTerminal
    )
    {
        var shown = isTerminal ? MostShown : int.MaxValue;
        foreach (var rejection in replayed.Rejections.Take(shown))
            Say(
                to,
                $"{Place(rejection.File, rejection.Line)}: {FaultSentence.Of(rejection.Fault)}"
            );
        if (replayed.Rejections.Count > shown)
            Say(
                to,
                $"… and {Counted.Of(replayed.Rejections.Count - shown)} more; --report FILE has them all"
            );
        TellNotes(replayed, to, shown);
        foreach (
            var group in effects
                .OfType<Unmatched>()
                .GroupBy(unmatched => FaultSentence.Of(unmatched.Why))
        )
        {
            var first = group.First();
            var place = Place(first.File, first.Line);
            Say(to, $"unmatched: {group.Key} ({Counted.Of(group.Count())} ×, first at {place})");
        }
        foreach (var (name, count) in InOrder(replayed.UnknownNames))
            Say(
                to,
                $"unmatched: the catalogue knows no {FaultSentence.Of(name)} ({Counted.Of(count)} ×)"
            );
        if (replayed.Repeats > 0)
            Say(to, $"{Counted.Of(replayed.Repeats, "repeat")} dropped");
    }

    private void TellNotes(Replayed replayed, TextWriter to, int shown)
    {
        foreach (var note in replayed.Notes.Take(shown))
            Say(to, $"{Place(note.File, note.Line)}: {FaultSentence.Of(note.Fault)}");
        if (replayed.Notes.Count > shown)
            Say(
                to,
                $"… and {Counted.Of(replayed.Notes.Count - shown)} more; --report FILE has them all"
            );
    }

    /// <summary>Writes a record a line.</summary>
    public void Write(Replayed replayed, IReadOnlyList<Effect> effects, Stream to)
    {
        foreach (var rejection in replayed.Rejections)
            Write(to, "rejected", rejection.Fault, rejection.File, rejection.Line);
        foreach (var note in replayed.Notes)
            Write(to, "noted", note.Fault, note.File, note.Line);
        foreach (var unmatched in effects.OfType<Unmatched>())
            Write(
                to,
                "unmatched",
                unmatched.Why with
                {
                    Code = Code.Unmatched,
                },
                unmatched.File,
                unmatched.Line
            );
        foreach (var (name, count) in InOrder(replayed.UnknownNames))
            Write(to, "unmatched", Unknown(name, count), -1, 0);
    }

    private static Fault Unknown(OddName name, long count) =>
        Fault.Told(
            name.Kind switch
            {
                OddNameKind.Field => Code.UnknownField,
                OddNameKind.Attribute => Code.MisplacedData,
                _ => Code.UnknownType,
            },
            $"the catalogue knows no {FaultSentence.Of(name)} ({Counted.Of(count)} ×)"
        );

    private void Write(Stream to, string kind, Fault fault, int file, int line)
    {
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            if (file >= 0)
                json.WriteString("file", files[file]);
            if (line > 0)
                json.WriteNumber("line", line);
            json.WriteString("code", fault.Code.Name());
            json.WriteString("reason", FaultSentence.Of(fault));
            if (fault.DidYouMean is { } meant)
                json.WriteString("did_you_mean", meant);
            json.WriteEndObject();
        }
        to.WriteByte((byte)'\n');
    }

    private static IEnumerable<KeyValuePair<OddName, long>> InOrder(
        IReadOnlyDictionary<OddName, long> names
    ) => names.OrderBy(pair => FaultSentence.Of(pair.Key), StringComparer.Ordinal);

    private static void Say(TextWriter to, string message) => to.WriteLine(Printable.Line(message));

    private string Place(int file, int line) => line == 0 ? files[file] : $"{files[file]}:{line}";
}
