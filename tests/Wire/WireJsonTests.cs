using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Wire;

public sealed class WireJsonTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 1, 13, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void An_answer_of_the_gate_is_written_as_the_stream_writes_a_decision() =>
        JsonSerializer
            .Serialize(Denial, WireJson.Wire.GateAnswer)
            .ShouldBe(
                """{"kind":"decision","id":"a1","time":"2024-03-01T12:00:00Z","account":"acme","outcome":"deny","reasons":[{"clause":"daily-calls","policy":"shop","version":"1","message":"Höchstens 10 am Tag.","limit":"10","used":"10","resets":"2024-03-02T00:00:00.5Z","retry_after":"43201"}],"remaining":"0","basis":"live","max_duration":"600"}"""
            );

    [Fact]
    public void An_answer_of_the_gate_is_read_as_it_was_written()
    {
        var json = JsonSerializer.Serialize(Denial, WireJson.Wire.GateAnswer);

        var read = JsonSerializer.Deserialize(json, WireJson.Wire.GateAnswer)!;

        JsonSerializer.Serialize(read, WireJson.Wire.GateAnswer).ShouldBe(json);
        read.Told!["max_duration"].GetString().ShouldBe("600");
    }

    [Theory]
    [InlineData("live", Basis.Live)]
    [InlineData("fail-open", Basis.FailOpen)]
    [InlineData("fail-closed", Basis.FailClosed)]
    public void A_basis_is_a_word(string word, Basis basis) =>
        JsonSerializer
            .Serialize(Denial with { Basis = basis }, WireJson.Wire.GateAnswer)
            .ShouldContain($"\"basis\":\"{word}\"");

    [Fact]
    public void A_number_is_no_word() =>
        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize(
                """{"id":"k","role":1,"created":"2024-03-01T12:00:00Z"}""",
                WireJson.Wire.KeyView
            )
        );

    [Fact]
    public void What_is_absent_is_not_written() =>
        JsonSerializer
            .Serialize(
                new GateQuestion
                {
                    Account = "acme",
                    Act = "api.called",
                    With = new JsonObject { ["count"] = 2 },
                },
                WireJson.Wire.GateQuestion
            )
            .ShouldBe("""{"account":"acme","act":"api.called","with":{"count":2}}""");

    [Fact]
    public void The_end_of_a_list_is_written() =>
        JsonSerializer
            .Serialize(new Page<AccountView> { Items = [] }, WireJson.Wire.PageAccountView)
            .ShouldBe("""{"items":[],"next":null}""");

    [Fact]
    public void A_price_that_does_not_exist_is_written_as_null()
    {
        var line = new StatementLine
        {
            Clause = "fees",
            Version = "1",
            Quantity = "-1.5",
            Unit = "EUR",
            Included = "0",
            Billable = "-1.5",
            Per = "1",
            Amount = "-1.65",
            Status = LineStatus.Due,
            Kind = "adjustment",
            Cycle = new DateOnly(2024, 2, 1),
            Because = AdjustmentCause.Late,
        };

        JsonSerializer
            .Serialize(line, WireJson.Wire.StatementLine)
            .ShouldBe(
                """{"clause":"fees","version":"1","quantity":"-1.5","unit":"EUR","included":"0","billable":"-1.5","unit_price":null,"per":"1","amount":"-1.65","status":"due","kind":"adjustment","cycle":"2024-02-01","because":"late"}"""
            );
    }

    [Fact]
    public void An_event_is_a_cloud_event() =>
        JsonSerializer
            .Serialize(
                new CloudEvent
                {
                    Id = "1",
                    Source = "shop",
                    Type = "api.called",
                    Time = Noon,
                    Subject = "acme",
                },
                WireJson.Wire.CloudEvent
            )
            .ShouldBe(
                """{"specversion":"1.0","id":"1","source":"shop","type":"api.called","time":"2024-03-01T12:00:00Z","subject":"acme"}"""
            );

    private static GateAnswer Denial =>
        new()
        {
            Id = "a1",
            Time = Noon,
            Account = "acme",
            Outcome = Outcome.Deny,
            Reasons =
            [
                new()
                {
                    Clause = "daily-calls",
                    Policy = "shop",
                    Version = "1",
                    Message = "Höchstens 10 am Tag.",
                    Limit = "10",
                    Used = "10",
                    Resets = new DateTimeOffset(2024, 3, 2, 0, 0, 0, 500, TimeSpan.Zero),
                    RetryAfter = "43201",
                },
            ],
            Remaining = "0",
            Basis = Basis.Live,
            Told = new Dictionary<string, JsonElement>
            {
                ["max_duration"] = JsonSerializer.SerializeToElement("600"),
            },
        };
}
