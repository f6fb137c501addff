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

    /// <summary>Rows that were left out: why, and how many for that reason.</summary>
    public ImmutableArray<string> Omissions { get; init; } = [];

    public static Imported By(ImportMap map, Stream input, long limit = long.MaxValue) =>
        By(map, limit, null, new ImportFile("calls.csv", () => input));

    public static Imported By(string map, params string[] files) =>
        By(MapOf(map), long.MaxValue, null, [.. files.Select(File)]);

    public static Imported By(
        ImportMap map,
        long limit,
        Correction? correction,
        params ImportFile[] files
    ) => From(run => MappedRecords.Import(map, run with { Correction = correction }), limit, files);

    public static Imported Rates(
        Stream input,
        string name = "calls.csv",
        NodaTime.Instant? published = null
    ) =>
        From(
            run => FxRates.Import(run, published),
            long.MaxValue,
            new ImportFile(name, () => input)
        );

    public static ImportFile File(string text) =>
        new("calls.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static ImportMap MapOf(string yaml)
    {
        var map = MapReader.Read(yaml, "map.yaml", out var problems);
        problems.ShouldBeEmpty();
        return map.ShouldNotBeNull();
    }

    private static Imported From(
        Func<ImportRun, ImportSummary> import,
        long limit,
        params ImportFile[] files
    )
    {
        using MemoryStream output = new();
        List<string> rejections = [];
        List<string> omissions = [];
        var summary = import(
            new ImportRun(files, output.Write)
            {
                Limit = limit,
                Reject = rejection => rejections.Add(rejection.ToString()),
                Skip = omission => omissions.Add(omission.Reason),
            }
        );
        return new Imported(output.ToArray(), [.. rejections], summary)
        {
            Omissions = [.. omissions],
        };
    }
}
