using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>Where several things are wrong with one event, it is told of the kind that stands first.</summary>
public sealed class FaultOrderTests
{
    private static readonly (string Field, string? Value, FaultKind Kind)[] OfOpening =
    [
        ("cycle_day", "\"first\"", FaultKind.WrongCount),
        ("time_zone", null, FaultKind.NoField),
        ("policy", "\"nowhere\"", FaultKind.NoPolicy),
        ("currency", "\"dollar\"", FaultKind.NotACurrencyCode),
        ("currency", "\"CHF\"", FaultKind.NotBilledIn),
        ("time_zone", "\"Mars/Base\"", FaultKind.NoTimeZone),
        ("cycle_day", "32", FaultKind.NotACycleDay),
        ("plan", "\"none\"", FaultKind.NoPlan),
        ("plan", null, FaultKind.PlanNeeded),
    ];

    [Fact]
    public void An_opening_of_which_much_is_wrong_is_told_of_what_stands_first()
    {
        foreach (var one in OfOpening)
        foreach (var other in OfOpening)
        {
            var opening = JsonNode.Parse(
                """{"policy":"stackcx","currency":"USD","time_zone":"UTC","cycle_day":1,"plan":"starter"}"""
            )!;
            if (one.Field == other.Field && one != other)
                continue;
            foreach (var (field, value, _) in new[] { one, other })
                if (value is null)
                    opening.AsObject().Remove(field);
                else
                    opening[field] = JsonNode.Parse(value);
            new Story()
                .At("2026-01-05", "account.opened", opening.ToJsonString())
                .Until(null)
                .Rejections.Single()
                .Fault.Kind.ShouldBe(
                    one.Kind < other.Kind ? one.Kind : other.Kind,
                    $"{one.Kind} and {other.Kind}"
                );
        }
    }

    [Theory]
    [InlineData("2025-12-31", """{"count":-1}""", FaultKind.BeforeOpening)]
    [InlineData("2026-01-05", """{"count":-1}""", FaultKind.WrongCount)]
    public void When_it_happened_comes_before_what_it_says(
        string time,
        string data,
        FaultKind kind
    ) =>
        Story
            .Under("qcontact")
            .At(time, "api.called", data)
            .Until(null)
            .Rejections.Single()
            .Fault.Kind.ShouldBe(kind);
}
