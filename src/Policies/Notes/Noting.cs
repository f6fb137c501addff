using System.Collections.Immutable;
using System.Text.Json;
using Evenhand.Core.Policy;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>Gathers the notes on a policy.</summary>
public static class Noting
{
    /// <summary>All notes on a policy without problems, in the order of places.</summary>
    public static ImmutableArray<Note> Of(TypedPolicy policy, PolicyVersion version)
    {
        var notes = new List<Note>();
        var file = policy.Draft.Document.Source.File;
        void Say(string clause, Place at, NoteCode code, string message) =>
            notes.Add(new Note(file, at, clause, code, message));
        LaterNotes.Add(policy, Say);
        UnreadNotes.Add(policy, version, Say);
        ListNotes.Add(policy, version, Say);
        ReachNotes.Add(policy, version, Say);
        return
        [
            .. notes
                .OrderBy(note => note.At)
                .ThenBy(note => note.Code)
                .ThenBy(note => note.Message, StringComparer.Ordinal),
        ];
    }

    /// <summary>The code of a kind of note on the wire, such as <c>runs_later</c>.</summary>
    public static string Name(NoteCode code) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>Names as a sentence lists them: <c>`a`, `b` and `c`</c>.</summary>
    internal static string List(IReadOnlyList<string> names) =>
        names.Count == 1
            ? $"`{names[0]}`"
            : $"{string.Join(", ", names.SkipLast(1).Select(name => $"`{name}`"))} and `{names[^1]}`";

    /// <summary>Takes a note: the slug of its clause, its place, its code and what it says.</summary>
    internal delegate void Taker(string clause, Place at, NoteCode code, string message);
}
