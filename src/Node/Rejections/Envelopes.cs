using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Node.Bodies;

namespace Evenhand.Node.Rejections;

/// <summary>What an element says of itself, as far as it can be read; null where it says nothing.</summary>
/// <param name="Account">Its subject.</param>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
internal readonly record struct Envelope(string? Account, string? Source, string? Id, string? Type);

/// <summary>Finds the names of elements that were turned away: of whatever can be read, and never their data.</summary>
internal static class Envelopes
{
    /// <summary>Characters of a name that are kept; what is longer is cut.</summary>
    public const int MostCharacters = 256;

    /// <summary>The envelopes of some elements of a body, by their places.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How its elements are laid out.</param>
    /// <param name="places">Which, from 0, ascending.</param>
    public static Envelope[] Of(
        ReadOnlySpan<byte> body,
        BodyFormat format,
        IReadOnlyList<int> places
    )
    {
        var found = new Envelope[places.Count];
        var splitter = new BodySplitter(body, format);
        for (var (index, next) = (0, 0); next < places.Count; index++)
        {
            if (!splitter.Next(out var element))
                break;
            while (next < places.Count && places[next] == index)
                found[next++] = Read(element);
        }
        return found;
    }

    /// <summary>What is known of an event that was turned away, as a CloudEvent without its data.</summary>
    public static string Json(RejectedAtDoor rejection)
    {
        var json = new JsonObject { ["specversion"] = "1.0" };
        Add("id", rejection.Id);
        Add("source", rejection.Source);
        Add("type", rejection.Type);
        Add("subject", rejection.Account);
        return json.ToJsonString();

        void Add(string name, string? text)
        {
            if (text is not null)
                json[name] = text;
        }
    }

    private static Envelope Read(ReadOnlySpan<byte> element)
    {
        var found = new Envelope();
        try
        {
            var reader = new Utf8JsonReader(element);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    Take(ref reader, ref found);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // What came before the place that cannot be read is known all the same.
        }
        return found;
    }

    private static void Take(ref Utf8JsonReader reader, ref Envelope found)
    {
        var name = reader.GetString();
        reader.Read();
        if (
            reader.TokenType != JsonTokenType.String
            || name is not ("subject" or "source" or "id" or "type")
        )
        {
            reader.Skip();
            return;
        }
        var text = Cut(reader.GetString()!);
        found = name switch
        {
            "subject" => found with { Account = text },
            "source" => found with { Source = text },
            "id" => found with { Id = text },
            _ => found with { Type = text },
        };
    }

    private static string Cut(string text) =>
        text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
