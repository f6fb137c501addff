using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Evenhand.Import;
using Evenhand.Notation;
using Shouldly;

namespace Evenhand.Tests.Import;

/// <summary>What an import of some bytes gave: the lines, the rejections as they are printed, the summary.</summary>
internal sealed record Imported(
    byte[] Bytes,
    ImmutableArray<string> Rejections,
    ImportSummary Summary
)
{
    public string[] Lines =>
        Encoding.UTF8.GetString(Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement[] Events => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    public JsonElement Event => Events.ShouldHaveSingleItem();

    public string Rejection => Rejections.ShouldHaveSingleItem();

    /// <summary>The values of one field of the events' data, null where it is left out.</summary>
    public string?[] Data(string field) =>
        [
            .. Events.Select(e =>
                e.GetProperty("data").TryGetProperty(field, out JsonElement value)
                    ? value.ToString()
                    : null
            ),
        ];

    public string[] All(string member) =>
        [.. Events.Select(e => e.GetProperty(member).GetString()!)];

    public static Imported By(ImportMap map, Stream input, long limit = long.MaxValue) =>
        From(run => CallRecords.Import(map, run), input, limit);

    public static Imported By(string map, string csv) =>
        By(MapOf(map), new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    public static Imported Rates(Stream input) => From(FxRates.Import, input, long.MaxValue);

    public static ImportMap MapOf(string yaml)
    {
        var map = MapReader.Read(yaml, "map.yaml", out ImmutableArray<Problem> problems);
        problems.ShouldBeEmpty();
        return map.ShouldNotBeNull();
    }

    private static Imported From(Func<ImportRun, ImportSummary> import, Stream input, long limit)
    {
        using MemoryStream output = new();
        List<string> rejections = [];
        ImportSummary summary = import(
            new ImportRun("calls.csv", input, output)
            {
                Limit = limit,
                Reject = rejection => rejections.Add(rejection.ToString()),
            }
        );
        return new Imported(output.ToArray(), [.. rejections], summary);
    }
}
