using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Cli.Policy;

/// <summary>A difference for programs: one object.</summary>
internal static class DiffJson
{
    public static void Write(Difference difference, Stream output)
    {
        var options = new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using var json = new Utf8JsonWriter(output, options);
        json.WriteStartObject();
        Version(json, "old", difference.Old);
        Version(json, "new", difference.New);
        json.WriteString("verdict", DiffText.Word(difference.Leaning));
        Notice(json, difference.Notice);
        json.WriteStartArray("clauses");
        foreach (var clause in difference.Clauses)
            Clause(json, clause);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Version(Utf8JsonWriter json, string name, TypedPolicy policy)
    {
        json.WriteStartObject(name);
        json.WriteString("policy", policy.FrontMatter.Get<string>("policy"));
        json.WriteString("version", policy.FrontMatter.Get<string>("version"));
        json.WriteString("effective", DiffText.Day(policy.FrontMatter.Get<Instant>("effective")));
        json.WriteString("hash", policy.Draft.Document.Source.Hash);
        json.WriteEndObject();
    }

    private static void Notice(Utf8JsonWriter json, NoticeOfChange notice)
    {
        json.WriteStartObject("notice");
        json.WriteString("promised", notice.Words);
        json.WriteString("announce_by", DiffText.Day(notice.AnnounceBy));
        if (notice.Announced is { } announced)
        {
            json.WriteString("announced", DiffText.Day(announced));
            json.WriteBoolean("kept", notice.IsKept);
        }
        json.WriteEndObject();
    }

    private static void Clause(Utf8JsonWriter json, ClauseChange clause)
    {
        json.WriteStartObject();
        json.WriteString("clause", clause.Slug);
        json.WriteString("title", clause.Title);
        json.WriteString("fate", clause.Fate.ToString().ToLowerInvariant());
        json.WriteString("verdict", DiffText.Word(clause.Leaning));
        json.WriteStartArray("changes");
        foreach (var change in clause.Changes)
        {
            json.WriteStartObject();
            json.WriteString("path", change.Path);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteString("verdict", DiffText.Word(change.Leaning));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
