using System.Text;
using System.Text.Json;
using Evenhand.Sampling;
using Evenhand.Sampling.Profiles;
using Shouldly;

namespace Evenhand.Tests.Sampling;

/// <summary>Samples for tests: of the published profiles or of a profile written in the test.</summary>
internal static class Samples
{
    public static readonly string[] Policies = ["engagece", "numonix", "qcontact", "stackcx"];

    public static Profile Published(string policy)
    {
        var selection = ProfileLibrary.Open(null)!.Select([policy]);
        selection.Problems.ShouldBeEmpty();
        return selection.Profiles.Single();
    }

    public static Profile Written(string yaml)
    {
        var reading = ProfileReader.Read("test.yaml", yaml);
        reading.Errors.ShouldBeEmpty();
        return reading.Profile!;
    }

    public static byte[] Bytes(SampleRequest request)
    {
        using var stream = new MemoryStream();
        var lines = new Sampler(request).Write(stream);
        lines.ShouldBe(stream.ToArray().Count(octet => octet == '\n'));
        return stream.ToArray();
    }

    public static string[] Lines(SampleRequest request) =>
        Encoding.UTF8.GetString(Bytes(request)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static SampleEvent[] Events(SampleRequest request) =>
        [.. Lines(request).Select(SampleEvent.Parse)];
}

/// <summary>An event of a sample, read as strictly as a replay would.</summary>
internal sealed record SampleEvent(
    string Id,
    string Source,
    string Type,
    string? Account,
    DateTimeOffset Time,
    JsonElement Data
)
{
    public static SampleEvent Parse(string line)
    {
        var root = JsonDocument
            .Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false })
            .RootElement;
        root.GetProperty("specversion").GetString().ShouldBe("1.0");
        root.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Object);
        var time = root.GetProperty("time").GetString()!;
        return new SampleEvent(
            root.GetProperty("id").GetString()!,
            root.GetProperty("source").GetString()!,
            root.GetProperty("type").GetString()!,
            root.TryGetProperty("subject", out var subject) ? subject.GetString() : null,
            DateTimeOffset.ParseExact(
                time,
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                null,
                System.Globalization.DateTimeStyles.AssumeUniversal
            ),
            root.GetProperty("data")
        );
    }
}
