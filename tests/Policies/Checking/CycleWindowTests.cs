using System.Text;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What is included and billed is of the cycle, so its meter is too.</summary>
public sealed class CycleWindowTests
{
    [Theory]
    [InlineData("allowance: { amount: 3 stamps }")]
    [InlineData("free: { acts: mail.sent }")]
    [InlineData("charge: { of: mail, price: { EUR: 1 }, for: 1 stamp, status: due }")]
    public void A_meter_over_another_window_is_refused(string part)
    {
        Problems("day", part)
            .ShouldHaveSingleItem()
            .Message.ShouldContain("is of a cycle, and `mail` is not");
        Problems("cycle", part).ShouldBeEmpty();
    }

    [Fact]
    public void A_limit_holds_any_window() =>
        Problems("day", "limit: { amount: 3 stamps, gate: deny }").ShouldBeEmpty();

    private static IReadOnlyList<Problem> Problems(string within, string part)
    {
        var problems = new Problems();
        var catalogue = CatalogueReader.Read(
            Source(
                "catalogue.yaml",
                "units: { stamp: stamps }\nevents: { mail.sent: {} }",
                problems
            ),
            problems
        );
        var policy = $$"""
            ---
            policy: harbour
            version: 1
            effective: 2026-01-01
            ---

            ### Mail

            ```yaml rule
            meter: { name: mail, of: mail.sent, within: {{within}}, unit: stamp }
            {{part}}
            ```
            """;
        PolicyFile.Check(
            DocumentReader.Read(Source("harbour.md", policy, problems), problems)!,
            catalogue!,
            problems
        );
        return problems.InOrder;
    }

    private static SourceText Source(string file, string text, Problems problems) =>
        SourceText.Decode(file, Encoding.UTF8.GetBytes(text), problems)!;
}
