using System.Text;
using Evenhand.Sampling;
using Evenhand.Tests.Sampling;
using Evenhand.Tests.Server;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli.Reading;

/// <summary>A server with accounts of all published policies, three months of usage that end today.</summary>
public sealed class ReadServer : IAsyncLifetime
{
    private const int EventsAtOnce = 10_000;

    internal ServerUnderTest Server { get; private set; } = null!;

    /// <summary>Where the verbs read from: the folder that the server has, and the server.</summary>
    internal string Data => $"--data '{Server.Data}'";

    internal string Address => $"--server {Server.Address} --key {ServerUnderTest.AdminKey}";

    public async ValueTask InitializeAsync()
    {
        // All that has ended is stated at once.
        Server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Grace = Duration.Zero,
                MostGrace = Duration.Zero,
            }
        );
        var lines = Samples.Lines(
            new SampleRequest
            {
                Profiles = [.. Samples.Policies.Select(Samples.Published)],
                Accounts = 8,
                Months = 3,
                From = LocalDate.FromDateTime(DateTime.UtcNow.Date).PlusMonths(-3),
                Events = 12_000,
            }
        );
        foreach (var some in lines.Where(IsReported).Chunk(EventsAtOnce))
        {
            var answer = await Server.PostAsync(
                "/v1/events",
                string.Join('\n', some),
                "application/x-ndjson"
            );
            answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
        }
        var much = TestEvents.Line(
            "stackcx-0001",
            "much",
            "api.called",
            """{"count":900000000}""",
            DateTimeOffset.UtcNow.AddDays(-12)
        );
        await Server.PostAsync("/v1/events", $"[{much}]");
        var mistyped = TestEvents.Line("stackcx-0001", "gone", "seats.set", """{"licenced":5}""");
        await Server.PostAsync("/v1/events", $"[{mistyped}]");
        await Server.Server.Node.LookAfterDueAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Asks are not stored: they are put to the gate.</summary>
    private static bool IsReported(string line) =>
        !line.Contains("\"gate.asked\"", StringComparison.Ordinal);
}
