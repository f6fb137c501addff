using System.IO.Compression;
using System.Text.Json.Nodes;
using Evenhand.Tests.Core;
using Shouldly;

namespace Evenhand.Tests.Replay;

/// <summary>A stream, and what a replay of it has to come to.</summary>
internal static class AcceptanceCase
{
    private static readonly string[] LineFields =
    [
        "clause",
        "quantity",
        "unit",
        "included",
        "billable",
        "unit_price",
        "per",
        "amount",
        "status",
    ];

    /// <summary>The names of the cases in a folder.</summary>
    public static IEnumerable<string> NamesIn(string folder) =>
        Directory
            .EnumerateFiles(RepositoryFile.PathOf(folder), "*.expected.json")
            .Select(file => Path.GetFileName(file).Replace(".expected.json", ""))
            .Order(StringComparer.Ordinal);

    /// <summary>What a case expects, and what a replay says, by kind of record.</summary>
    public static (JsonNode Expected, ILookup<string, JsonNode> Said) Replayed(
        string folder,
        string name
    )
    {
        var expected = JsonNode.Parse(
            File.ReadAllText(RepositoryFile.PathOf($"{folder}/{name}.expected.json"))
        )!;
        using var stream = Open(folder, name);
        var until = (string?)expected["until"];
        var replayed = Replays.Of(stream, until is null ? null : Story.Instant(until));
        replayed.Rejections.ShouldBeEmpty();
        return (expected, ByKind(replayed.Effects));
    }

    /// <summary>What is said, by kind of record.</summary>
    public static ILookup<string, JsonNode> ByKind(
        IEnumerable<Evenhand.Core.Effects.Effect> effects
    ) =>
        Said.Json([.. effects])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToLookup(effect => (string)effect["kind"]!);

    /// <summary>Holds decisions, cases, statements and wallets against what is expected.</summary>
    public static void Compare(JsonNode expected, ILookup<string, JsonNode> said)
    {
        Same(expected["decisions"]!, said["decision"].Select(Decision));
        var fields = expected["cases"]!.AsArray().Any(each => each!["case"] is null)
            ? new[] { "account", "clause", "cycle" }
            : ["account", "clause", "cycle", "case"];
        Same(expected["cases"]!, said["case"].Select(opened => Only(opened, fields)));
        Same(expected["statements"]!, said["statement"].Select(Statement));
        Same(
            expected["wallets"]!,
            said["wallet"].Select(wallet => Only(wallet, "account", "balance"))
        );
    }

    private static Stream Open(string folder, string name)
    {
        var plain = RepositoryFile.PathOf($"{folder}/{name}.ndjson");
        return File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead($"{plain}.gz"), CompressionMode.Decompress);
    }

    private static JsonObject Decision(JsonNode said)
    {
        var decision = Only(said, "id", "account", "outcome");
        var clauses = said["reasons"]!
            .AsArray()
            .Select(reason => (string)reason!["clause"]!)
            .Distinct()
            .Order(StringComparer.Ordinal);
        decision["reasons"] = new JsonArray([.. clauses.Select(clause => (JsonNode)clause)]);
        return decision;
    }

    private static JsonObject Statement(JsonNode said)
    {
        var statement = Only(
            said,
            "account",
            "policy",
            "from",
            "to",
            "currency",
            "due",
            "proposed"
        );
        var lines = said["lines"]!.AsArray().Select(line => Only(line!, LineFields));
        statement["lines"] = new JsonArray([.. lines]);
        return statement;
    }

    public static JsonObject Only(JsonNode said, params string[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field, said[field]?.DeepClone())));

    public static void Same(JsonNode expected, IEnumerable<JsonNode> said) =>
        said.Select(Canonical)
            .Order(StringComparer.Ordinal)
            .ShouldBe(expected.AsArray().Select(Canonical!).Order(StringComparer.Ordinal));

    /// <summary>The text of a node with its properties in the order of their names.</summary>
    private static string Canonical(JsonNode? node) =>
        node switch
        {
            JsonObject properties =>
                $"{{{string.Join(", ", properties.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {Canonical(each.Value)}"))}}}",
            JsonArray items => $"[{string.Join(", ", items.Select(Canonical))}]",
            _ => node?.ToJsonString() ?? "null",
        };
}
