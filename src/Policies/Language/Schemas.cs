using System.Text.Json.Nodes;

namespace Evenhand.Policies.Language;

/// <summary>The few forms of JSON Schema that the kinds are made of.</summary>
internal static class Schemas
{
    /// <summary>A schema that stands once under <c>$defs</c>.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    public static JsonObject Text() => new() { ["type"] = "string" };

    public static JsonObject Number() => new() { ["type"] = new JsonArray("number", "string") };

    public static JsonObject Pattern(string pattern) =>
        new() { ["type"] = "string", ["pattern"] = pattern };

    // Older YAML takes yes and no for booleans, and so do some editors.
    public static JsonObject OneOf(IEnumerable<string> words)
    {
        var values = words.Select(word => JsonValue.Create(word)).ToList<JsonNode?>();
        if (words.Any(word => word is "yes" or "true"))
            values.AddRange([JsonValue.Create(true), JsonValue.Create(false)]);
        return new JsonObject { ["enum"] = new JsonArray([.. values]) };
    }

    public static JsonObject Any(params JsonObject[] schemas) =>
        new() { ["anyOf"] = new JsonArray(schemas) };

    public static JsonObject ListOf(JsonObject item) =>
        new() { ["type"] = "array", ["items"] = item };

    public static JsonObject OneOrMany(JsonObject item) =>
        Any(item, ListOf((JsonObject)item.DeepClone()));

    public static JsonObject MapOf(JsonObject value) =>
        new() { ["type"] = "object", ["additionalProperties"] = value };

    public static JsonObject Of(Shape shape)
    {
        var properties = new JsonObject();
        foreach (var key in shape.Keys)
            properties[key.Name] = Described(key.Kind.Schema(), key.Doc);
        var schema = new JsonObject { ["type"] = "object", ["description"] = shape.Doc };
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        var required = shape
            .Keys.Where(key => key.Required)
            .Select(key => JsonValue.Create(key.Name));
        if (required.Any())
            schema["required"] = new JsonArray([.. required]);
        return schema;
    }

    private static JsonObject Described(JsonObject schema, string doc)
    {
        if (doc.Length > 0)
            schema.TryAdd("description", doc);
        return schema;
    }
}
