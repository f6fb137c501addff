using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Gate;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Node.Gate;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Shouldly;
using Xunit;
using Outcome = Evenhand.Core.Policy.Outcome;

namespace Evenhand.Tests.Server.Views;

public class GateJsonTests
{
    public static TheoryData<GateOutcome> Outcomes =>
        [
            new GateOutcome(Allowed, [], null),
            new GateOutcome(Allowed with { Time = new(17_684_352_001_234_567) }, [], null),
            new GateOutcome(
                Allowed with
                {
                    Id = "a \"quoted\" id/ß",
                    Account = new AccountId("ä\\b"),
                },
                [],
                null
            ),
            new GateOutcome(
                Allowed,
                [new BoundLeft(new ClauseId("calls"), "call", 100, 12.5m, 60, null)],
                null
            ),
            new GateOutcome(
                Allowed with
                {
                    Tells = [("max_duration", Quantity.Parse("60"))],
                },
                [],
                null
            ),
            new GateOutcome(Allowed, [], null)
            {
                Warnings = [Fault.Told(Code.UnknownField, "no such field")],
            },
        ];

    private static Decision Allowed { get; } =
        new(new(17_684_352_000_000_000), new AccountId("acme"), "an id", Outcome.Allow, [], []);

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void What_is_written_field_by_field_is_what_the_serializer_would_write(
        GateOutcome outcome
    )
    {
        var serialized = JsonSerializer.Serialize(GateViews.Of(outcome), WireJson.Wire.GateAnswer);

        Written(outcome).ShouldBe(serialized);
    }

    private static string Written(GateOutcome outcome)
    {
        using var bytes = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(bytes, options))
            GateJson.Write(json, outcome);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
