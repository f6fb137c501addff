using System.IO.Compression;
using System.Text.Json.Nodes;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>The cases that the policies were accepted by: a stream each, and what it has to come to.</summary>
public class AcceptanceCasesTests
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

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFile.PathOf("tests/Cases"), "*.expected.json")
                .Select(file => Path.GetFileName(file).Replace(".expected.json", ""))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_replay_comes_to_what_the_case_says(string name)
    {
        var expected = JsonNode.Parse(
            File.ReadAllText(RepositoryFile.PathOf($"tests/Cases/{name}.expected.json"))
        )!;
        using var stream = Open(name);
        var until = (string?)expected["until"];
        var replayed = Replays.Of(stream, until is null ? null : Story.Instant(until));
        replayed.Rejections.ShouldBeEmpty();
        var said = Said.Json(replayed.Effects)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToLookup(effect => (string)effect["kind"]!);
        Same(expected["decisions"]!, said["decision"].Select(Decision));
        Same(
            expected["cases"]!,
            said["case"].Select(opened => Only(opened, "account", "clause", "cycle"))
        );
        Same(expected["statements"]!, said["statement"].Select(Statement));
        Same(
            expected["wallets"]!,
            said["wallet"].Select(wallet => Only(wallet, "account", "balance"))
        );
    }

    private static Stream Open(string name)
    {
        var plain = RepositoryFile.PathOf($"tests/Cases/{name}.ndjson");
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

    private static JsonObject Only(JsonNode said, params string[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field, said[field]?.DeepClone())));

    private static void Same(JsonNode expected, IEnumerable<JsonNode> said) =>
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
