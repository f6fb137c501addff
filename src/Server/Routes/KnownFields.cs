using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Server.Routes;

/// <summary>Refuses fields of a body that its record does not have: what is passed over was meant to be something.</summary>
internal static class KnownFields
{
    /// <summary>Lets a body pass whose fields all are those of a record, at every level.</summary>
    /// <exception cref="RequestException">One is not.</exception>
    public static void Check(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Check(ref reader, type, "");
    }

    private static void Check(ref Utf8JsonReader reader, JsonTypeInfo type, string pointer)
    {
        if (reader.TokenType == JsonTokenType.StartArray && type.ElementType is { } element)
        {
            var of = type.Options.GetTypeInfo(element);
            for (var at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
                Check(ref reader, of, $"{pointer}/{at}");
            return;
        }
        if (reader.TokenType != JsonTokenType.StartObject || type.Kind != JsonTypeInfoKind.Object)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var property =
                type.Properties.FirstOrDefault(each => each.Name == name)
                ?? throw Unknown(name, type.Properties.Select(each => each.Name), pointer);
            reader.Read();
            Check(ref reader, type.Options.GetTypeInfo(property.PropertyType), $"{pointer}/{name}");
        }
    }

    private static RequestException Unknown(string name, IEnumerable<string> names, string pointer)
    {
        var shown = name.Length <= 64 ? name : name[..64] + "…";
        return new(
            Code.UnknownField,
            $"there is no field {shown} here; there are {string.Join(", ", names)}"
        )
        {
            Pointer = $"{pointer}/{shown.Replace("~", "~0").Replace("/", "~1")}",
            DidYouMean = Nearest.To(name, names),
        };
    }
}
