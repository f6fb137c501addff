using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Policies.Language.Kinds;

namespace Evenhand.Policies.Language;

/// <summary>The JSON Schema of a policy's YAML, for editors. It knows no catalogue: names are any text.</summary>
public static class SchemaText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of the present vocabulary.</summary>
    public static string Current => Schema().ToJsonString(Readable) + "\n";

    private static JsonObject Schema()
    {
        var blocks = new JsonObject
        {
            ["frontMatter"] = Schemas.Of(Blocks.FrontMatter),
            ["ruleBlock"] = Schemas.Of(Vocabulary.Rule),
            ["readingBlock"] = Blocks.Readings.Schema(),
            ["exampleBlock"] = Blocks.Examples.Schema(),
            ["planBlock"] = Blocks.Plans.Schema(),
        };
        var any = blocks.Select(block => Schemas.Ref(block.Key)).ToArray();
        foreach (var part in Vocabulary.Groups.SelectMany(group => group.Parts))
            blocks[part.Shape.Name] = Schemas.Of(part.Shape);
        blocks["selectors"] = SelectorsKind.Definition();
        blocks["where"] = FieldTests.Schema();
        blocks["circumstance"] = OneCircumstanceKind.Definition();
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "The YAML of a literate policy",
            ["anyOf"] = new JsonArray(any),
            ["$defs"] = blocks,
        };
    }
}
